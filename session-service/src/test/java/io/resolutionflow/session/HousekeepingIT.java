package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens to sessions while nobody looks: digests, and the end of deleted ones. */
class HousekeepingIT extends RunningService {

    @Test
    void a_deleted_session_goes_for_good_after_seven_days_with_everything_that_hangs_on_it() {
        UUID id = chat(dana);
        UUID younger = chat(dana);
        post(dana, S + "/" + id + "/chat", "{\"message\": \"Outlook asks for the password\"}");
        post(dana, S + "/" + id + "/facts", "{\"text\": \"Webmail works.\"}");
        post(dana, S + "/" + id + "/suggested-fixes", "{\"title\": \"Clear the cache\"}");
        inAccount(db ->
                db.sql(
                                """
                                insert into file_upload (account_id, id, session_id, uploaded_by, uploaded_by_name, filename, content_type, size_bytes, sha256, storage_key, created_at, stored_at)
                                values (?, ?, ?, ?, 'Dana', 'a.txt', 'text/plain', 1, 'x', 'postgres:x', now(), now())\
                                """)
                        .params(account, UUID.randomUUID(), id, dana.userId())
                        .update());
        for (UUID session : List.of(id, younger)) {
            assertThat(delete(dana, S + "/" + session).status()).isEqualTo(204);
            assertThat(get(dana, S + "/" + session).status()).isEqualTo(404);
        }
        rows().update(
                        "update ai_session set deleted_at = now() - interval '169 hours' where account_id = ? and id = ?",
                        account,
                        id);

        await().atMost(SOON)
                .until(() ->
                        count(
                                        "select count(*) from ai_session where account_id = ? and id = ?",
                                        account,
                                        id)
                                == 0);
        for (String table :
                List.of(
                        "session_message",
                        "session_fact",
                        "session_suggested_fix",
                        "session_fix_event",
                        "session_transition",
                        "session_participant",
                        "session_embedding",
                        "file_upload",
                        "session_turn")) {
            assertThat(
                            count(
                                    "select count(*) from "
                                            + table
                                            + " where account_id = ? and session_id = ?",
                                    account,
                                    id))
                    .as(table)
                    .isZero();
        }
        assertThat(
                        count(
                                "select count(*) from ai_session where account_id = ? and id = ?",
                                account,
                                younger))
                .isOne();
        assertThat(events(id)).as("what was told stays told").contains("session.deleted");
        assertThat(
                        count(
                                "select count(*) from audit_log where account_id = ? and resource_id = ?",
                                account,
                                id.toString()))
                .isPositive();
    }

    @Test
    void a_chat_that_grew_by_20_messages_gets_a_digest_from_the_model_or_from_the_record() {
        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .withRequestBody(
                                com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                                        "$[?(@.task == 'history_digest')]"))
                        .atPriority(1)
                        .willReturn(Neighbours.problem(429, "quota_exceeded", "Spent.")));
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/facts", "{\"text\": \"Webmail takes the same login.\"}");
        for (int i = 0; i < 10; i++) {
            post(
                    dana,
                    S + "/" + id + "/chat",
                    "{\"message\": \"Tried step number " + i + ". It did nothing.\"}");
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(digest(id))
                                .contains("Webmail takes the same login.", "Tried step number 3.")
                                .doesNotContain("It did nothing"));

        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .withRequestBody(
                                com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                                        "$[?(@.task == 'history_digest')]"))
                        .atPriority(1)
                        .willReturn(
                                Neighbours.completed(
                                        "{\"digest\": \"All of it in short.\"}", false)));
        for (int i = 0; i < 10; i++) {
            post(dana, S + "/" + id + "/chat", "{\"message\": \"More " + i + "\"}");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(digest(id)).isEqualTo("All of it in short."));
        assertThat(
                        count(
                                "select history_digest_seq from ai_session where account_id = ? and id = ?",
                                account,
                                id))
                .isEqualTo(40);
    }

    private String digest(UUID id) {
        return String.valueOf(
                rows().list(
                                "select history_digest from ai_session where account_id = ? and id = ?",
                                account,
                                id)
                        .getFirst()
                        .get("history_digest"));
    }
}
