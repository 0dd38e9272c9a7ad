package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.identity.Role;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the Idempotency-Key stands in the order of checks (architecture §4). */
class KeyOrderIT extends ServiceUnderTest {

    private static final String NOTES = "/api/v1/notes";
    private static final String GOOD = "{\"note_text\":\"one\"}";

    private final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");
    private final String key = UUID.randomUUID().toString();
    private Answer first =
            new Answer(0, "", java.net.http.HttpHeaders.of(java.util.Map.of(), (a, b) -> true));

    @BeforeEach
    void a_used_key() {
        first = post(ana, NOTES, GOOD, key);
        assertThat(first.status()).isEqualTo(201);
    }

    @Test
    void the_same_request_gets_the_same_answer_and_no_second_effect() {
        Answer again = post(ana, NOTES, GOOD, key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(count("select count(*) from note")).isOne();
    }

    @Test
    void a_lost_role_comes_before_the_key() {
        var demoted = new TestPerson(account, null, ana.userId(), ana.name(), Role.VIEWER, false);

        assertThat(post(demoted, NOTES, GOOD, key).code()).isEqualTo("role_required");
        assertThat(post(demoted, NOTES, "{\"note_text\":\"two\"}", key).code())
                .isEqualTo("role_required");
        assertThat(post(demoted, NOTES, GOOD, "not a key").code()).isEqualTo("role_required");
    }

    @Test
    void the_shape_of_the_body_comes_before_the_key() {
        assertThat(post(ana, NOTES, "{ broken", key).code()).isEqualTo("malformed_request");
        Answer blank = post(ana, NOTES, "{\"note_text\":\" \"}", key);
        assertThat(blank.code()).isEqualTo("validation_failed");
        assertThat(blank.body()).contains("note_text");
        assertThat(post(ana, NOTES, "{\"note_text\":\"two\"}", key).code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void a_key_of_a_form_that_cannot_be_kept_is_refused_with_nothing_done() {
        assertThat(post(ana, NOTES, GOOD, "x".repeat(201)).body()).contains("Idempotency-Key");
        assertThat(count("select count(*) from note")).isOne();
    }
}
