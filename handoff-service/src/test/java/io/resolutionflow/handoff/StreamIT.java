package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.handoff.stream.StreamLeases;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.SseReader;
import io.resolutionflow.platform.testing.service.SseReader.Event;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract-handoffs §5. */
class StreamIT extends RunningService {

    private static final String PATH = "/api/v1/ai-sessions/escalations/stream";
    private static final Duration LIVE = Duration.ofSeconds(5);

    @Autowired private StreamLeases leases;

    private SseReader open(TestPerson who, String query, @Nullable String lastId) {
        var request = request(who, PATH + query);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return SseReader.open(request.GET().build());
    }

    @Test
    void an_escalation_arrives_at_every_colleague_and_so_does_its_claim_KD_48() {
        try (var atDana = open(dana, "", null);
                var atEli = open(eli, "", null)) {
            UUID session = UUID.randomUUID();
            UUID handoff = escalated(ana, session);
            await().atMost(LIVE)
                    .untilAsserted(() -> {
                        assertThat(atDana.named("handoff_created")).hasSize(1);
                        assertThat(atEli.named("handoff_created")).hasSize(1);
                    });
            Event created = atDana.named("handoff_created").getFirst();
            assertThat(created.data().path("handoff").path("handoff_id").stringValue())
                    .isEqualTo(handoff.toString());
            assertThat(created.data().path("handoff").path("title").stringValue())
                    .isEqualTo("VPN drops every 10 minutes");
            assertThat(created.data().path("handoff").path("is_own").booleanValue()).isFalse();
            assertThat(created.data().path("handoff").path("waiting_seconds").longValue())
                    .isBetween(0L, 20L);
            assertThat(created.data().has("waiting_since")).isFalse();

            claim(dana, session, handoff);
            await().atMost(LIVE)
                    .untilAsserted(() -> assertThat(atEli.named("handoff_claimed")).hasSize(1));
            Event claimed = atEli.named("handoff_claimed").getFirst();
            assertThat(claimed.data().path("claimed_by_name").stringValue())
                    .isEqualTo("Dana Reyes");
            assertThat(Long.parseLong(claimed.id())).isEqualTo(Long.parseLong(created.id()) + 1);
        }
    }

    @Test
    void the_stream_starts_with_ready_and_the_promised_headers() {
        try (var stream = open(dana, "", null)) {
            Event ready = stream.events().getFirst();
            assertThat(ready.name()).isEqualTo("ready");
            assertThat(ready.id())
                    .isEqualTo(ready.data().path("position").stringValue())
                    .isEqualTo("0");
            assertThat(ready.data().path("account_id").stringValue()).isEqualTo(account.toString());
            assertThat(stream.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(stream.response().headers().firstValue("Cache-Control"))
                    .contains("no-store");
            assertThat(stream.response().headers().firstValue("X-Accel-Buffering")).contains("no");
            await().atMost(LIVE)
                    .untilAsserted(() -> assertThat(stream.comments()).contains(": keep-alive"));
        }
    }

    @Test
    void nobody_hears_their_own_hand_off_nor_another_accounts_nor_parked_work() {
        TestPerson stranger = TestPerson.engineer(UUID.randomUUID());
        try (var atAna = open(ana, "", null);
                var atAnaWithOwn = open(ana, "?include_own=true", null);
                var atStranger = open(stranger, "?include_own=true&include_parked=true", null);
                var atDana = open(dana, "", null);
                var atDanaWithParked = open(dana, "?include_parked=true", null)) {
            UUID parked = handedOn(ana, UUID.randomUUID(), "park", "handoff", "normal");
            UUID session = UUID.randomUUID();
            UUID handoff = escalated(ana, session);
            claim(eli, session, handoff);

            await().atMost(LIVE)
                    .untilAsserted(() -> {
                        assertThat(atDana.named("handoff_claimed")).hasSize(1);
                        assertThat(atAna.named("handoff_claimed")).hasSize(1);
                        assertThat(atDanaWithParked.named("handoff_claimed")).hasSize(1);
                        assertThat(atAnaWithOwn.named("handoff_created")).hasSize(1);
                    });
            assertThat(atAna.named("handoff_created")).isEmpty();
            assertThat(atDana.named("handoff_created")).hasSize(1);
            assertThat(atDanaWithParked.named("handoff_created"))
                    .extracting(
                            event -> event.data().path("handoff").path("handoff_id").stringValue())
                    .containsExactly(parked.toString(), handoff.toString());
            assertThat(atStranger.events()).extracting(Event::name).containsExactly("ready");
        }
    }

    @Test
    void who_comes_back_gets_everything_once_and_in_order() {
        String last;
        try (var before = open(dana, "", null)) {
            escalated(ana, UUID.randomUUID());
            await().atMost(LIVE)
                    .untilAsserted(() -> assertThat(before.named("handoff_created")).hasSize(1));
            last = before.lastId();
        }
        var missed = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++) {
            missed.add(escalated(ana, UUID.randomUUID()));
        }
        try (var after = open(dana, "", last)) {
            UUID live = escalated(ana, UUID.randomUUID());
            missed.add(live);
            await().atMost(LIVE)
                    .untilAsserted(() -> assertThat(after.named("handoff_created")).hasSize(7));
            assertThat(after.events().getFirst().id()).isEqualTo(last);
            assertThat(after.named("handoff_created"))
                    .extracting(
                            event -> event.data().path("handoff").path("handoff_id").stringValue())
                    .containsExactlyElementsOf(missed.stream().map(UUID::toString).toList());
            long from = Long.parseLong(last);
            // an assessment that is ready in between has a number too
            assertThat(after.named("handoff_created"))
                    .extracting(event -> Long.valueOf(event.id()))
                    .allMatch(id -> id > from)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(after.named("resync")).isEmpty();
        }
    }

    @Test
    void a_queue_and_a_stream_opened_from_its_position_fit_together() {
        escalated(ana, UUID.randomUUID());
        Answer queue = get(dana, "/api/v1/ai-sessions/queue");
        assertThat(queue.json()).hasSize(1);
        UUID next = escalated(ana, UUID.randomUUID());
        try (var stream =
                open(dana, "?last_event_id=" + queue.header("RF-Stream-Position"), null)) {
            await().atMost(LIVE)
                    .untilAsserted(() -> assertThat(stream.named("handoff_created")).hasSize(1));
            assertThat(
                            stream.named("handoff_created")
                                    .getFirst()
                                    .data()
                                    .path("handoff")
                                    .path("handoff_id")
                                    .stringValue())
                    .isEqualTo(next.toString());
        }
    }

    @Test
    void an_id_that_cannot_be_gone_on_from_is_answered_with_resync() {
        escalated(ana, UUID.randomUUID());
        escalated(ana, UUID.randomUUID());
        for (String bad : List.of("nonsense", "999", "-4")) {
            try (var stream = open(dana, "", bad)) {
                await().atMost(LIVE)
                        .untilAsserted(() -> assertThat(stream.named("resync")).hasSize(1));
                assertThat(stream.named("resync").getFirst().data().path("reason").stringValue())
                        .isEqualTo("unknown_id");
                assertThat(stream.named("resync").getFirst().data().path("position").stringValue())
                        .isEqualTo("2");
            }
        }
        transactionInAccount("select purge_stream_events(now() + interval '1 hour')");
        try (var stream = open(dana, "", "0")) {
            await().atMost(LIVE).untilAsserted(() -> assertThat(stream.named("resync")).hasSize(1));
            assertThat(stream.named("resync").getFirst().data().path("reason").stringValue())
                    .isEqualTo("too_old");
        }
    }

    @Test
    void a_stream_ends_with_its_token_KD_49() {
        var claims = new HashMap<>(dana.claims());
        claims.put("exp", Date.from(Instant.now().plusSeconds(3)));
        var request = request("Bearer " + TestIssuer.get().sign(claims), PATH).build();
        try (var stream = SseReader.open(request)) {
            await().atMost(Duration.ofSeconds(8)).until(stream::ended);
            assertThat(stream.events().getLast().name()).isEqualTo("end");
            assertThat(stream.events().getLast().data().path("reason").stringValue())
                    .isEqualTo("token_expired");
        }
    }

    @Test
    void somebody_who_lost_access_is_sent_away_KD_49() {
        try (var stream = open(dana, "", null)) {
            transactionInAccount(
                    "with gone as (update member set enabled = false where user_id = '"
                            + dana.userId()
                            + "' returning 1) select count(*) from gone");
            await().atMost(LIVE).until(stream::ended);
            assertThat(stream.events().getLast().data().path("reason").stringValue())
                    .isEqualTo("access_revoked");
        }
    }

    @Test
    void ten_streams_a_person_are_enough() {
        var open = new ArrayList<SseReader>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(open(dana, "", null));
            }
            Answer refused = get(dana, PATH);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("code")).isEqualTo("too_many_streams");
            assertThat(refused.header("Retry-After")).isEqualTo("30");
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            open.add(open(eli, "", null));
        } finally {
            open.forEach(SseReader::close);
        }
        // leaving gives the place back, at the latest with the next write to a closed socket
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(count("select count(*) from stream_connection")).isZero());
    }

    @Test
    void asking_for_the_head_takes_no_place() throws Exception {
        var head = request(dana, PATH).method("HEAD", BodyPublishers.noBody()).build();
        var answer = HttpClient.newHttpClient().send(head, BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        assertThat(count("select count(*) from stream_connection")).isZero();
    }

    @Test
    void only_engineers_listen_and_fixed_paths_win_over_ids_KD_51() {
        assertThat(get(viewer, PATH).text("code")).isEqualTo("role_required");
        assertThat(get(lee, PATH).status()).isEqualTo(403);
        assertThat(get(dana, "/api/v1/ai-sessions/queue").status()).isEqualTo(200);
        assertThat(get(dana, PATH + "?include_own=perhaps").status()).isEqualTo(422);
    }

    @Test
    void a_lease_given_back_is_not_renewed_into_being() {
        UUID connection = UUID.randomUUID();
        TenantContext.run(
                account,
                () ->
                        transaction.executeWithoutResult(status -> {
                            leases.open(connection, dana.userId(), UUID.randomUUID());
                            leases.renew(connection);
                            assertThat(leases.count(dana.userId(), LIVE).ofUser()).isOne();
                            leases.close(List.of(connection));
                            // the heartbeat had read the list of connections before the reader left
                            leases.renew(connection);
                            assertThat(leases.count(dana.userId(), LIVE).ofAccount()).isZero();
                        }));
    }

    private void transactionInAccount(String sql) {
        count(sql);
    }
}
