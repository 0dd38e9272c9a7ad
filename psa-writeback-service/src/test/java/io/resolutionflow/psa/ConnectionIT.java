package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Contract-psa §2, §3. */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionIT extends RunningService {

    private static final String PATH = "/api/v1/integrations/psa/connections";
    private static final String PLANTED = "canary-9c41d07be2f5";

    @Test
    void a_connection_is_made_tested_and_shown_without_its_secrets() {
        Answer created = post(owner, PATH, connection("Acme PSA", CANARY));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("status")).isEqualTo("untested");
        assertThat(created.json().path("credential_hints").path("private_key").asString())
                .isEqualTo("priv");
        assertThat(created.json().path("capabilities").path("max_note_length").asInt())
                .isEqualTo(30_000);
        String id = created.text("id");
        Answer tested = post(owner, PATH + "/" + id + "/test", null);
        assertThat(tested.status()).as(tested.body()).isEqualTo(200);
        assertThat(tested.json().path("ok").asBoolean()).as(tested.body()).isTrue();
        assertThat(tested.text("server_version")).contains("simulator");
        assertThat(
                        tested.json()
                                .path("checks")
                                .valueStream()
                                .map(check -> check.path("name").asString()))
                .containsExactly(
                        "address", "credentials", "permissions", "boards", "status_mapping");
        Answer shown = get(owner, PATH + "/" + id);
        assertThat(shown.text("status")).isEqualTo("ok");
        assertThat(shown.text("last_tested_at")).isNotEmpty();
        assertThat(shown.text("created_by_name")).isEqualTo("Olivia Grant");
        Answer short_ = get(dana, PATH);
        assertThat(short_.json().path(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "provider", "display_name", "status", "is_default", "capabilities");
        assertThat(get(lee, PATH).status()).isEqualTo(200);
        assertThat(get(viewer, PATH).status()).isEqualTo(403);
        assertThat(get(dana, PATH + "/" + id).text("code")).isEqualTo("role_required");
        assertThat(post(dana, PATH, connection("x", "y")).text("code")).isEqualTo("role_required");
    }

    @Test
    void a_planted_secret_is_nowhere_in_answers_logs_rows_or_events(CapturedOutput output) {
        Answer created = post(owner, PATH, connection("Planted", PLANTED));
        String id = created.text("id");
        var answers = new StringBuilder(created.body());
        answers.append(post(owner, PATH + "/" + id + "/test", null).body());
        answers.append(post(owner, PATH + "/" + id + "/test", null).body());
        answers.append(get(owner, PATH).body()).append(get(owner, PATH + "/" + id).body());
        answers.append(
                patch(
                                owner,
                                PATH + "/" + id,
                                "{\"version\": 1, \"credentials\": {\"public_key\": \"%s-2\"}}"
                                        .formatted(PLANTED))
                        .body());
        answers.append(post(owner, PATH, connection("Planted", PLANTED)).body());
        answers.append(
                post(owner, PATH, connection("Other", PLANTED).replace("public_key", "unknown_key"))
                        .body());
        answers.append(
                get(dana, "/api/v1/integrations/psa/tickets/search?connection_id=" + id).body());
        assertThat(answers.toString())
                .contains("display_name_taken", "unknown_field")
                .doesNotContain(PLANTED);
        assertThat(output.getAll()).contains("request answered").doesNotContain(PLANTED);
        assertThat(
                        rows().list(
                                        "select *, encode(credentials_ciphertext, 'escape') as escaped from psa_connection")
                                .toString())
                .doesNotContain(PLANTED);
        assertThat(rows().list("select payload from outbox_event").toString())
                .doesNotContain(PLANTED);
        assertThat(rows().list("select details, before_digest from audit_log").toString())
                .doesNotContain(PLANTED);
        assertThat(rows().list("select * from idempotency_key").toString()).doesNotContain(PLANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://psa.example.com",
                "https://127.0.0.1",
                "https://169.254.169.254",
                "https://localhost",
                "https://user@api-na.myconnectwise.net",
                "https://api-na.myconnectwise.net:8443",
                "https://api-na.myconnectwise.net.evil.example",
                "https://evilmyconnectwise.net",
                "http://127.0.0.1:5432"
            })
    void an_address_that_is_not_allowed_is_refused_when_typed(String url) {
        Answer refused =
                post(owner, PATH, connection("x", "y").replace(Simulator.url().toString(), url));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("url_not_allowed");
        assertThat(refused.text("field")).isEqualTo("base_url");
    }

    @Test
    void a_ticketing_system_nobody_knows_is_refused_with_a_clear_sentence() {
        Answer refused =
                post(owner, PATH, connection("x", "y").replace("\"connectwise\"", "\"nonsense\""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo("provider");
    }

    @ParameterizedTest
    @CsvSource({
        "\"company_id\",\"company\",config.company_id",
        "\"private_key\",\"privat\",credentials.private_key",
        "\"display_name\",\"name\",display_name"
    })
    void missing_and_unknown_fields_are_named(String field, String other, String named) {
        Answer refused = post(owner, PATH, connection("x", "y").replace(field, other));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(
                        refused.json()
                                .path("errors")
                                .valueStream()
                                .map(error -> error.path("field").asString()))
                .contains(named);
    }

    @Test
    void a_stored_secret_is_never_sent_to_a_new_address() {
        String id = post(owner, PATH, connection("Acme PSA", CANARY)).text("id");
        String other = "https://api-na.myconnectwise.net";
        Answer refused =
                patch(
                        owner,
                        PATH + "/" + id,
                        "{\"version\": 1, \"base_url\": \"%s\"}".formatted(other));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("credentials_required");
        Answer moved =
                patch(
                        owner,
                        PATH + "/" + id,
                        "{\"version\": 1, \"base_url\": \"%s\", \"credentials\": {\"public_key\": \"a\", \"private_key\": \"b\"}}"
                                .formatted(other));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.text("status")).isEqualTo("untested");
        Answer stale =
                patch(owner, PATH + "/" + id, "{\"version\": 1, \"display_name\": \"Mine\"}");
        assertThat(stale.text("code")).isEqualTo("version_conflict");
        assertThat(stale.json().path("current_version").asInt()).isEqualTo(2);
        assertThat(stale.json().path("current").path("base_url").asString()).isEqualTo(other);
    }

    @Test
    void an_account_has_ten_connections_at_most_and_one_default_however_many_are_made_at_once()
            throws Exception {
        var wanted = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 13; i++) {
            String body =
                    connection("PSA " + i, "k")
                            .replace("{\"provider", "{\"is_default\": true, \"provider");
            wanted.add(() -> post(owner, PATH, body));
        }
        List<Answer> answers = together(wanted);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .extracting(answer -> answer.text("code"))
                .containsOnly("connection_limit");
        assertThat(count("select count(*) from psa_connection")).isEqualTo(10);
        assertThat(count("select count(*) from psa_connection where is_default")).isOne();
    }

    @Test
    void two_rejections_in_a_row_pause_a_connection_and_a_good_test_resumes_it() {
        String id = post(owner, PATH, connection("Wrong key", "wrong")).text("id");
        Answer failed = post(owner, PATH + "/" + id + "/test", null);
        assertThat(failed.json().path("ok").asBoolean()).isFalse();
        assertThat(failed.text("code")).isEqualTo("credentials_rejected");
        post(owner, PATH + "/" + id + "/test", null);
        Answer paused = get(owner, PATH + "/" + id);
        assertThat(paused.text("status")).isEqualTo("paused");
        assertThat(paused.text("paused_reason")).isEqualTo("credentials_rejected");
        assertThat(count("select count(*) from outbox_event where type = 'psa.connection_paused'"))
                .isOne();

        Session session = linkedSession(UUID.fromString(id));
        Answer refused = postNote(session, "Done.");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.text("code")).isEqualTo("psa_credentials_rejected");
        assertThat(refused.text("next_step")).isEqualTo("fix_connection");
        assertThat(refused.text("note_state")).isEqualTo("pending");
        assertThat(Simulator.requests(ticket(session), "read")).isZero();

        patch(
                owner,
                PATH + "/" + id,
                "{\"version\": 1, \"credentials\": {\"private_key\": \"%s\"}}".formatted(CANARY));
        assertThat(post(owner, PATH + "/" + id + "/test", null).json().path("ok").asBoolean())
                .isTrue();
        assertThat(postNote(session, "Done.").status()).isEqualTo(200);
    }

    @Test
    void a_ciphertext_moved_to_another_row_pauses_that_connection() {
        String one = post(owner, PATH, connection("One", CANARY)).text("id");
        String two = post(owner, PATH, connection("Two", CANARY)).text("id");
        rows().update(
                        "update psa_connection set credentials_ciphertext ="
                                + " (select credentials_ciphertext from psa_connection where id = ?) where id = ?",
                        UUID.fromString(one),
                        UUID.fromString(two));
        Answer search = get(dana, "/api/v1/integrations/psa/tickets/search?connection_id=" + two);
        assertThat(search.status()).isEqualTo(502);
        assertThat(search.text("code")).isEqualTo("psa_credentials_rejected");
        assertThat(get(owner, PATH + "/" + two).text("paused_reason"))
                .isEqualTo("credentials_unreadable");
        assertThat(count("select count(*) from audit_log where action = 'connection.unreadable'"))
                .isOne();
    }

    @Test
    void secrets_of_an_older_key_are_sealed_anew_in_the_background() {
        String id = post(owner, PATH, connection("Old key", CANARY)).text("id");
        byte[] before =
                (byte[])
                        rows().list(
                                        "select credentials_ciphertext from psa_connection where id = ?",
                                        UUID.fromString(id))
                                .getFirst()
                                .get("credentials_ciphertext");
        rows().update("update psa_connection set key_id = 1 where id = ?", UUID.fromString(id));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from psa_connection where id = ? and key_id <> 1 and credentials_ciphertext <> ?",
                                                UUID.fromString(id),
                                                before))
                                .isOne());
        assertThat(post(owner, PATH + "/" + id + "/test", null).json().path("ok").asBoolean())
                .isTrue();
        assertThat(count("select count(*) from audit_log where action = 'connection.rekey'"))
                .isPositive();
    }

    @Test
    void deleting_erases_the_secrets_and_asks_first_when_notes_wait() {
        UUID id = connected();
        Session session = linkedSession(id);
        Simulator.fault(ticket(session), "not_found", "read", "{}", 99);
        assertThat(postNote(session, "Done.").text("psa_reason")).isEqualTo("ticket_not_found");
        Answer inUse = delete(owner, PATH + "/" + id);
        assertThat(inUse.status()).isEqualTo(409);
        assertThat(inUse.text("code")).isEqualTo("connection_in_use");
        assertThat(inUse.json().path("open_writebacks").asInt()).isEqualTo(1);
        assertThat(delete(owner, PATH + "/" + id + "?force=true").status()).isEqualTo(204);
        assertThat(get(owner, PATH + "/" + id).status()).isEqualTo(404);
        assertThat(
                        count(
                                "select count(*) from psa_connection where status = 'deleted' and credentials_ciphertext is null and hints = '{}'"))
                .isOne();
        assertThat(writeback(session).get("state")).isEqualTo("cancelled");
        assertThat(postNote(session, "Done.").text("code")).isEqualTo("connection_removed");
    }

    @Test
    void nothing_answers_under_an_unreachable_address() {
        Answer created =
                post(
                        owner,
                        PATH,
                        connection("Away", "k")
                                .replace("\"config\": {", "\"config\": {\"own_host\": true, ")
                                .replace(
                                        Simulator.url().toString(),
                                        "https://no-such-host.invalid"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        Answer tested = post(owner, PATH + "/" + created.text("id") + "/test", null);
        assertThat(tested.json().path("ok").asBoolean()).isFalse();
        assertThat(tested.json().path("checks").path(0).path("name").asString())
                .isEqualTo("address");
        assertThat(get(owner, PATH + "/" + created.text("id")).text("status"))
                .isEqualTo("degraded");
    }
}
