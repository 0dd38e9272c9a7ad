package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Faults of the former system that no feature's own test stands for. */
@ExtendWith(OutputCaptureExtension.class)
class KnownDefectsIT extends RunningService {

    @Test
    void kd_6_what_asks_a_model_is_refused_by_its_quota_and_what_does_not_is_not() {
        UUID id = chat(dana);
        Answer said = post(dana, S + "/" + id + "/chat", "{\"message\": \"Outlook\"}");
        Neighbours.modelRefuses(429, "quota_exceeded", ",\"deny_reason\":\"monthly\"");

        assertThat(post(dana, S + "/" + id + "/chat", "{\"message\": \"and now\"}").code())
                .isEqualTo("quota_exceeded");
        assertThat(
                        post(
                                        dana,
                                        S + "/" + id + "/facts/promote",
                                        "{\"message_id\": \"%s\"}"
                                                .formatted(said.text("user_message_id")))
                                .code())
                .isEqualTo("quota_exceeded");
        int asked = Neighbours.asked(id).size();
        assertThat(get(dana, S + "/" + id + "/documentation").status()).isEqualTo(200);
        escalate(dana, id);
        assertThat(
                        post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"Done\"}")
                                .status())
                .isEqualTo(200);
        assertThat(
                        Neighbours.asked(id).subList(asked, Neighbours.asked(id).size()).stream()
                                .filter(call ->
                                        !call.path("task").asString().equals("resolution_output")))
                .as("only the job that follows a resolve asks")
                .isEmpty();
    }

    @Test
    void kd_22_the_reason_for_giving_up_is_read_from_the_body_first_and_is_in_no_log(
            CapturedOutput output) {
        UUID id = chat(dana);
        String longest = "x".repeat(1001);
        assertThat(post(dana, S + "/" + id + "/abandon?reason=" + longest, "").status())
                .isEqualTo(422);

        Answer done =
                post(
                        dana,
                        S + "/" + id + "/abandon?reason=told-in-the-query",
                        "{\"reason\": \"told-in-the-body\"}");

        assertThat(done.status()).isEqualTo(204);
        assertThat(payload(id, "session.abandoned"))
                .contains("told-in-the-body")
                .doesNotContain("told-in-the-query");
        assertThat(output.getAll()).doesNotContain("told-in-the-query");
        UUID other = chat(dana);
        assertThat(post(dana, S + "/" + other + "/abandon?reason=only-the-query", "").status())
                .isEqualTo(204);
        assertThat(payload(other, "session.abandoned")).contains("only-the-query");
    }

    @Test
    void kd_28_a_turn_of_another_replica_is_seen_here_until_its_lease_ends() {
        UUID id = chat(dana);
        rows().update(
                        """
                        insert into session_turn (account_id, id, session_id, kind, actor_id, state, lease_until, started_at)
                        select account_id, gen_random_uuid(), id, 'chat', owner_id, 'running', now() + interval '1 minute', now() from ai_session where id = ?
                        """,
                        id);

        Answer refused = post(dana, S + "/" + id + "/chat", "{\"message\": \"hello\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("turn_in_progress");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        rows().update(
                        "update session_turn set lease_until = now() - interval '1 second' where session_id = ?",
                        id);
        assertThat(post(dana, S + "/" + id + "/chat", "{\"message\": \"hello\"}").status())
                .isEqualTo(200);
    }

    @Test
    void kd_29_another_engineer_of_the_account_changes_nothing_by_any_entrance() {
        UUID id = chat(dana);
        for (String body :
                new String[] {
                    "resolve {\"resolution_summary\": \"Mine\"}",
                    "escalate {\"escalation_reason\": \"Mine\"}",
                    "pause {}",
                    "abandon {}",
                    "chat {\"message\": \"Mine\"}",
                    "rate {\"rating\": 5}",
                    "link-ticket {\"psa_ticket_id\": \"1042\"}"
                }) {
            int space = body.indexOf(' ');
            Answer refused =
                    post(kim, S + "/" + id + "/" + body.substring(0, space), body.substring(space));
            assertThat(refused.status()).as(body).isEqualTo(404);
        }
        Answer posted =
                internal(
                        "psa-writeback-service",
                        "PUT",
                        I + "/" + id + "/writebacks/" + UUID.randomUUID() + "/resolution",
                        "{\"markdown\": \"# x\", \"resolution_summary\": \"x\", \"actor_id\": \"%s\", \"actor_name\": \"Kim Sato\"}"
                                .formatted(kim.userId()));
        assertThat(posted.code()).isEqualTo("session_taken_over");
        assertThat(detail(dana, id).path("status").asString()).isEqualTo("active");
        assertThat(detail(dana, id).path("state_version").asInt()).isEqualTo(1);
    }
}
