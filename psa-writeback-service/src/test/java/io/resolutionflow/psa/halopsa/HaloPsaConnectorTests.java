package io.resolutionflow.psa.halopsa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.FaultyProxy.Fault;
import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaConnectorKit;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HaloPSA against a stub of its protocol. */
class HaloPsaConnectorTests extends PsaConnectorKit {

    private final HaloStub stub = new HaloStub();

    @Override
    protected Peer peer() {
        return stub;
    }

    @Override
    protected PsaConnector connector(VendorHttp http) {
        return new HaloPsaConnector(new HaloApi(http, Clock.systemUTC()), Clock.systemUTC());
    }

    @Test
    void a_stored_record_may_come_back_in_an_array() {
        stub.answersArrays = true;
        String ticket = stub.newTicket("x");
        String id = connector().addNote(access(), note(ticket, "x", Visibility.INTERNAL));
        assertThat(stub.notes(ticket)).singleElement().extracting(Peer.Stored::id).isEqualTo(id);
        connector().setStatus(access(), connector().ticket(access(), ticket), "9");
        assertThat(stub.status(ticket)).isEqualTo("9");
    }

    @Test
    void a_token_is_kept_and_renewed_once_when_it_ends_in_the_middle() {
        String ticket = stub.newTicket("x");
        connector().ticket(access(), ticket);
        connector().notes(access(), ticket, 5);
        assertThat(stub.tokensGiven()).isOne();
        stub.endTokens();
        connector().addNote(access(), note(ticket, "x", Visibility.INTERNAL));
        assertThat(stub.tokensGiven()).isEqualTo(2);
        assertThat(stub.notes(ticket)).hasSize(1);
    }

    @Test
    void a_token_about_to_end_is_not_used() {
        stub.tokenSeconds = 20;
        String ticket = stub.newTicket("x");
        connector().ticket(access(), ticket);
        int before = stub.tokensGiven();
        connector().ticket(access(), ticket);
        assertThat(stub.tokensGiven()).isGreaterThan(before);
    }

    @Test
    void silence_of_the_sign_in_sent_nothing() {
        String ticket = stub.newTicket("x");
        proxy().next("POST", "/auth/token", new Fault.DropAfter());
        PsaFailure away =
                failure(() ->
                        connector().addNote(access(), note(ticket, "x", Visibility.INTERNAL)));
        assertThat(away.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(stub.notes(ticket)).isEmpty();
    }

    @Test
    void how_long_to_wait_may_stand_in_the_body() {
        String ticket = stub.newTicket("x");
        connector().ticket(access(), ticket);
        proxy().next(
                        "POST",
                        "/api/Actions",
                        new Fault.AnswerInstead(429, List.of(), "{\"retry_after\": 7}"));
        PsaFailure slow =
                failure(() ->
                        connector().addNote(access(), note(ticket, "x", Visibility.INTERNAL)));
        assertThat(slow.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(slow.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_plain_text_500_about_a_malformed_body_is_final() {
        String ticket = stub.newTicket("x");
        connector().ticket(access(), ticket);
        proxy().next(
                        "POST",
                        "/api/Actions",
                        new Fault.AnswerInstead(
                                500,
                                List.of(),
                                "Object reference not set to an instance of an object."));
        assertThat(
                        failure(() ->
                                connector()
                                        .addNote(access(), note(ticket, "x", Visibility.INTERNAL))))
                .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
    }
}
