package io.resolutionflow.l1walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.Answer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Faults of the former system that no feature's own test stands for. */
class KnownDefectsIT extends RunningDesk {

    private static final String DOCK = "docking station does not detect the second external screen";
    private static final Map<String, Object> DONE =
            Map.of("helpful", true, "resolution_notes", "Done.");

    /** The rates of the same routes are the gateway's ({@code LimitsTests}). */
    @Test
    void kd_57_a_switched_off_model_and_a_spent_quota_hold_for_both_kinds_of_question() {
        for (var refusal : Map.of("ai_disabled", 503, "quota_exceeded", 429).entrySet()) {
            AI.completionsFail(refusal.getValue(), refusal.getKey());
            // what kind of call it is, the words decide then
            Answer called = intake(Map.of("problem_statement", DOCK), lee);
            assertThat(called.json().get("category").asString()).isEqualTo("hardware");
            UUID walk = called.id("session_id");
            Answer refused = post(lee, walk(walk) + "/next-node", Map.of());
            assertIs(refusal.getValue(), refusal.getKey(), refused);
            assertThat(refused.json().get("saved").asBoolean()).isTrue();
        }
        AI.aiEnabled(false);
        Answer answer = intake(Map.of("problem_statement", DOCK), lee);
        assertThat(answer.json().get("reason").asString()).isEqualTo("ai_disabled");
    }

    @Test
    void kd_66_closing_the_walk_of_a_psa_ticket_always_says_what_becomes_of_the_ticket() {
        UUID first = ofPsaTicket("3001");
        Answer queued = post(lee, walk(first) + "/resolve", DONE);
        assertThat(queued.json().at("/psa_writeback/state").asString()).isEqualTo("queued");
        published(
                "psa.writeback_completed",
                first,
                1,
                """
                {"walk_id": "%s", "session_id": null, "state": "completed", "external_id": "88", "message": null, "occurred_at": "2026-11-20T14:03:05Z"}
                """
                        .formatted(first));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(written(first).get("state").asString()).isEqualTo("confirmed"));

        pushes(1, false);
        Answer skipped = post(lee, walk(ofPsaTicket("3002")) + "/resolve", DONE);
        assertThat(skipped.json().at("/psa_writeback/state").asString()).isEqualTo("skipped");
        assertThat(skipped.json().at("/psa_writeback/message").asString())
                .startsWith("Ticket not updated");
        Answer handedOn =
                post(
                        lee,
                        walk(ofPsaTicket("3003")) + "/escalate",
                        Map.of("reason_category", "time_exceeded"));
        assertThat(handedOn.json().at("/psa_writeback/state").asString()).isEqualTo("skipped");

        pushes(2, true);
        Answer again = post(lee, walk(ofPsaTicket("3004")) + "/resolve", DONE);
        assertThat(again.json().at("/psa_writeback/state").asString()).isEqualTo("queued");
    }

    private UUID ofPsaTicket(String ticket) {
        var body = Map.of("problem_statement", "x", "adhoc", true, "psa_ticket_id", ticket);
        return intake(body, lee).id("session_id");
    }

    private JsonNode written(UUID walk) {
        return get(lee, walk(walk)).json().get("psa_writeback");
    }

    private void pushes(long seq, boolean on) {
        published(
                "psa.preferences_changed",
                account,
                seq,
                """
                {"changed": {"psa.auto_push_l1": %s}, "actor_id": "%s", "actor_name": "Olivia Grant", "acting_as": null, "occurred_at": "2026-11-20T14:03:05Z"}
                """
                        .formatted(on, owner.userId()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from account_preference where auto_push_l1 = ?",
                                                on))
                                .isOne());
    }

    private void published(String type, UUID aggregate, long seq, String data) {
        publish("rf.psa.events", type, aggregate, seq, data);
    }

    @Test
    void kd_67_a_bad_value_is_422_what_is_not_there_404_and_a_wrong_moment_409() {
        UUID walk = intake(Map.of("problem_statement", DOCK), lee).id("session_id");
        AI.completes(
                Map.of(
                        "type",
                        "question",
                        "text",
                        "Is it plugged in?",
                        "options",
                        List.of("Yes", "No")));
        String node =
                post(lee, walk(walk) + "/next-node", Map.of()).json().at("/node/id").asString();
        assertIs(422, "unknown_option", nextNode(walk, node, "perhaps"));
        assertIs(422, "validation_failed", nextNode(walk, node, "x".repeat(41)));
        assertIs(404, "not_found", nextNode(UUID.randomUUID(), node, "yes"));
        assertIs(409, "stale_node", nextNode(walk, "ffffffff", "yes"));
        assertIs(409, "wrong_walk_kind", nextNode(vpnWalk(lee), node, "yes"));
        assertIs(400, "malformed_request", post(lee, walk(walk) + "/next-node", "{\"answer\":"));

        UUID flow = vpnWalk(lee);
        for (var act :
                Map.of("resolve", DONE, "escalate", Map.of("reason_category", "time_exceeded"))
                        .entrySet()) {
            assertIs(
                    404,
                    "not_found",
                    post(lee, walk(UUID.randomUUID()) + "/" + act.getKey(), act.getValue()));
            assertIs(
                    422, "validation_failed", post(lee, walk(flow) + "/" + act.getKey(), Map.of()));
        }
    }

    private Answer nextNode(UUID walk, String node, String answer) {
        return post(lee, walk(walk) + "/next-node", Map.of("node_id", node, "answer", answer));
    }

    private static void assertIs(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    }

    @Test
    void kd_68_a_ticket_is_one_of_ours_by_its_id_or_one_of_the_psa_and_never_any_text() {
        for (String wrong : List.of("not-an-id", "1042", "' or 1=1")) {
            assertIs(422, "validation_failed", about("ticket_id", wrong));
        }
        assertIs(404, "ticket_not_found", about("ticket_id", UUID.randomUUID()));
        assertIs(422, "validation_failed", about("psa_ticket_id", "x".repeat(65)));
        assertThat(count("select count(*) from walk")).isZero();
    }

    private Answer about(String field, Object ticket) {
        var body = new HashMap<String, Object>();
        body.put("problem_statement", "x");
        body.put("adhoc", true);
        body.put(field, ticket);
        return intake(body, lee);
    }

    @Test
    void kd_70_an_escalation_that_does_not_commit_is_told_to_nobody() throws Exception {
        UUID walk = vpnWalk(lee);
        long told = requests();
        try (var commits = new RefusedCommits()) {
            Map<String, Object> why = Map.of("reason_category", "time_exceeded");
            assertThat(post(lee, walk(walk) + "/escalate", why).status()).isEqualTo(500);
            Map<String, Object> without = new HashMap<>(why);
            without.put("problem_statement", "The server room is on fire.");
            assertThat(post(lee, "/api/v1/l1/escalate-without-walk", without).status())
                    .isEqualTo(500);
        }
        assertThat(requests()).isEqualTo(told);
        assertThat(get(lee, walk(walk)).json().get("status").asString()).isEqualTo("active");
        assertThat(get(dana, "/api/v1/l1/escalations").json()).isEmpty();
    }

    private long requests() {
        return count("select count(*) from outbox_event where type = 'l1.handoff_requested'");
    }

    /** Transactions of this test's account that wrote an event fail at the very end. */
    private final class RefusedCommits implements AutoCloseable {

        private RefusedCommits() throws SQLException {
            execute(
                    """
                    create function refuse_commit() returns trigger language plpgsql as
                        'begin raise exception ''refused at commit''; end'
                    """,
                    """
                    create constraint trigger refused_commit after insert on outbox_event deferrable initially deferred
                        for each row when (new.account_id = '%s') execute function refuse_commit()
                    """
                            .formatted(account));
        }

        @Override
        public void close() throws SQLException {
            execute("drop trigger refused_commit on outbox_event", "drop function refuse_commit()");
        }

        private static void execute(String... statements) throws SQLException {
            try (var admin = TestParts.admin(TestParts.database("l1"));
                    var statement = admin.createStatement()) {
                statement.execute("set search_path = l1");
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }
}
