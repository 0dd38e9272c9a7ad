package io.resolutionflow.psa.zammad;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaConnectorKit;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Zammad against a stub of its protocol. */
class ZammadConnectorTests extends PsaConnectorKit {

    private final ZammadStub stub = new ZammadStub();

    @Override
    protected Peer peer() {
        return stub;
    }

    @Override
    protected PsaConnector connector(VendorHttp http) {
        return new ZammadConnector(new ZammadApi(http), Clock.systemUTC());
    }

    /** Refused, and stored all the same: the marker tells, in text and subject. */
    @Test
    void an_article_that_was_stored_under_a_422_is_found_again() {
        stub.createdBut422 = true;
        String ticket = stub.newTicket("x");
        PsaFailure refused =
                failure(() ->
                        connector().addNote(access(), note(ticket, "x", Visibility.CUSTOMER)));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(connector().notes(access(), ticket, 5))
                .singleElement()
                .satisfies(found -> assertThat(found.title()).contains("[ref RF-"));
    }

    @Test
    void a_ticket_of_nobody_has_no_owner() {
        String ticket = stub.newTicket("x");
        assertThat(connector().ticket(access(), ticket).ownerName()).isEqualTo("dana@acme.test");
        stub.ofNobody(ticket);
        assertThat(connector().ticket(access(), ticket).ownerName()).isNull();
    }

    @Test
    void a_pending_state_cannot_be_chosen_and_is_refused_when_written() {
        String ticket = stub.newTicket("x");
        assertThat(connector().statuses(access(), "1"))
                .anyMatch(status -> status.id().equals("3") && !status.selectable());
        assertThat(
                        failure(() ->
                                connector()
                                        .setStatus(
                                                access(),
                                                connector().ticket(access(), ticket),
                                                "3")))
                .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
    }
}
