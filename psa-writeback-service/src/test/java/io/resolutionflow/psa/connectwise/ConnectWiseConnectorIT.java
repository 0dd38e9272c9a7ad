package io.resolutionflow.psa.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.PsaSimulator;
import io.resolutionflow.psa.SimulatorPeer;
import io.resolutionflow.psa.connector.FaultyProxy.Fault;
import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaConnectorKit;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ConnectWise against the simulator of {@code stack/}. */
class ConnectWiseConnectorIT extends PsaConnectorKit {

    static final String CLIENT_ID = "11111111-1111-4111-8111-111111111111";

    @Override
    protected Peer peer() {
        return new SimulatorPeer(
                PsaSimulator.CONNECTWISE,
                "{\"company_id\": \"acme\"}",
                Map.of("public_key", "rfpub", "private_key", "rfpriv"),
                "private_key",
                1,
                12,
                "16",
                "26",
                "/notes",
                flags -> flags.path("internal_analysis_flag").asBoolean());
    }

    @Override
    protected PsaConnector connector(VendorHttp http) {
        var settings = new ConnectWiseSettings(CLIENT_ID, "2025.16");
        return new ConnectWiseConnector(new ConnectWiseApi(http, settings), settings, JSON);
    }

    @Test
    void a_stale_codebase_is_asked_for_again_and_the_note_goes_out_once() {
        String ticket = peer().newTicket("x");
        connector().ticket(access(), ticket);
        proxy().next("POST", "/notes", new Fault.AnswerInstead(404, List.of(), "<html/>"));
        assertThat(proxy().seen().stream().filter(line -> line.contains("companyinfo")).count())
                .isOne();
        try {
            connector()
                    .addNote(
                            access(),
                            note(ticket, "x", io.resolutionflow.psa.connector.Visibility.INTERNAL));
        } catch (io.resolutionflow.psa.connector.PsaFailure e) {
            // the same codebase again: told as it was
            assertThat(e.reason()).isEqualTo("ticket_not_found");
        }
        assertThat(proxy().seen().stream().filter(line -> line.contains("companyinfo")).count())
                .isEqualTo(2);
        assertThat(peer().notes(ticket)).hasSizeLessThanOrEqualTo(1);
    }
}
