package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import io.resolutionflow.psa.connector.FaultyProxy;
import io.resolutionflow.psa.connector.FaultyProxy.Fault;
import io.resolutionflow.psa.connector.Peer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole write-back over each of the five ticketing systems, on a wire that can be hurt. */
class ProvidersIT extends RunningService {

    static final Map<String, FaultyProxy> PROXIES = proxies();

    private static Map<String, FaultyProxy> proxies() {
        var proxies = new LinkedHashMap<String, FaultyProxy>();
        Providers.PEERS.forEach((name, peer) -> proxies.put(name, new FaultyProxy(peer.url())));
        return Collections.unmodifiableMap(proxies);
    }

    static Stream<String> providers() {
        return Providers.PEERS.keySet().stream();
    }

    /** A tested connection over the proxy, with both statuses mapped for all boards. */
    private UUID connected(String provider, Peer peer) {
        Answer created =
                post(
                        owner,
                        "/api/v1/integrations/psa/connections",
                        Map.of(
                                "provider",
                                provider,
                                "display_name",
                                provider,
                                "base_url",
                                proxy(provider).url().toString(),
                                "config",
                                peer.config(),
                                "credentials",
                                peer.credentials()));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String id = created.text("id");
        Answer tested = post(owner, "/api/v1/integrations/psa/connections/" + id + "/test", null);
        assertThat(tested.json().path("ok").asBoolean()).as(tested.body()).isTrue();
        Answer mapped =
                patch(
                        owner,
                        "/api/v1/accounts/me/preferences",
                        "{\"psa\": {\"boards\": {\"%s\": {\"%s\": {\"resolved_status_id\": \"%s\"}}}}}"
                                .formatted(id, peer.board(), peer.otherStatus()));
        assertThat(mapped.status()).as(mapped.body()).isEqualTo(200);
        return UUID.fromString(id);
    }

    private static FaultyProxy proxy(String provider) {
        return Objects.requireNonNull(PROXIES.get(provider));
    }

    private static Peer peer(String provider) {
        return Objects.requireNonNull(Providers.PEERS.get(provider));
    }

    private Session linked(String provider) {
        Session session = session();
        session.connection = connected(provider, peer(provider));
        session.ticket = peer(provider).newTicket("Write-back of " + session.id);
        return session;
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_note_is_written_once_and_the_status_is_proved(String provider) {
        Session session = linked(provider);
        Answer posted = postNote(session, "## Problem\nNo drive.\n\n## Resolution\nMapped it.");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("outcome")).isEqualTo("resolved");
        assertThat(posted.text("verified_status_id")).isEqualTo(peer(provider).otherStatus());
        assertThat(posted.text("verified_status_name")).isNotEmpty();
        // Request Tracker could show it to the customer only by mail, which nobody asked for
        String visibility = provider.equals("request_tracker") ? "internal" : "customer";
        assertThat(posted.text("visibility")).isEqualTo(visibility);
        assertThat(peer(provider).status(ticket(session))).isEqualTo(peer(provider).otherStatus());
        var notes = peer(provider).notes(ticket(session));
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst().id()).isEqualTo(posted.text("external_id"));
        assertThat(notes.getFirst().internal()).isEqualTo(visibility.equals("internal"));
        assertThat(notes.getFirst().mails()).isZero();
        var receipt = get(dana, receiptPath(posted.text("writeback_id"))).json();
        assertThat(receipt.path("note").path("read_back").asString()).isEqualTo("match");
        assertThat(receipt.path("note").path("visibility").asString()).isEqualTo(visibility);
        assertThat(receipt.path("status").path("method").asString()).isEqualTo("refetch");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_note_whose_answer_was_lost_is_found_and_not_written_twice(String provider) {
        Session session = linked(provider);
        proxy(provider).next("POST", notePath(provider), new Fault.DropAfter());
        Answer posted = postNote(session, "Mapped the drive again.");
        if (posted.status() != 200) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(postNote(session, "Mapped the drive again.").status())
                                    .isEqualTo(200));
        }
        assertThat(peer(provider).notes(ticket(session))).hasSize(1);
        assertThat(writeback(session).get("found_by")).isEqualTo("marker");
        assertThat(writeback(session).get("state")).isEqualTo("completed");
    }

    private static String notePath(String provider) {
        return provider.equals("request_tracker") ? "/comment" : peer(provider).notePath();
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "RT_BASE_URL",
            matches = ".+",
            disabledReason =
                    "Request Tracker 5 does not run here: stack/script/request-tracker.sh start installs it")
    void request_tracker_has_no_list_of_statuses_and_any_may_be_typed() {
        UUID id = connected("request_tracker", peer("request_tracker"));
        Answer statuses =
                get(
                        dana,
                        "/api/v1/integrations/psa/boards/%s/statuses?connection_id=%s"
                                .formatted(peer("request_tracker").board(), id));
        assertThat(statuses.status()).isEqualTo(200);
        assertThat(statuses.header("RF-Status-List")).isEqualTo("none");
        assertThat(statuses.json().size()).isZero();
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "RT_BASE_URL",
            matches = ".+",
            disabledReason =
                    "Request Tracker 5 does not run here: stack/script/request-tracker.sh start installs it")
    void a_status_request_tracker_answers_200_to_and_does_not_set_is_told_KD_30() {
        Session session = linked("request_tracker");
        patch(
                owner,
                "/api/v1/accounts/me/preferences",
                "{\"psa\": {\"boards\": {\"%s\": {\"%s\": {\"resolved_status_id\": \"no such status\"}}}}}"
                        .formatted(session.connection, peer("request_tracker").board()));
        Answer refused = postNote(session, "Done.");
        assertThat(refused.status()).as(refused.body()).isEqualTo(502);
        assertThat(refused.text("code")).isEqualTo("psa_status_not_verified");
        assertThat(refused.text("verification")).isEqualTo("rejected");
        assertThat(refused.text("actual_status_id")).isEqualTo("open");
        assertThat(session.status).isEqualTo("active");
    }
}
