package io.resolutionflow.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressRedactorTests {

    private final Egress redactor = new Egress(List.of(new PatternRedactor()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "his password: hunter2-canary",
                "token=canary-0123456789abcdef",
                "Authorization: Bearer canary0123456789abcdef",
                "key sk-canary0123456789abcdefgh",
                "eyJcanary000.eyJcanary000000.canarysignature",
                "-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----"
            })
    void secrets_never_leave_whatever_the_mode(String text) {
        for (String mode : new String[] {"standard", "strict"}) {
            assertThat(redactor.open(mode).redact(text))
                    .doesNotContain("canary")
                    .contains("[secret:1]");
        }
    }

    @Test
    void card_numbers_are_told_from_other_numbers_by_their_check_digit() {
        var session = redactor.open("standard");

        assertThat(session.redact("card 4111 1111 1111 1111, serial 4111 1111 1111 1112"))
                .isEqualTo("card [card:1], serial 4111 1111 1111 1112");
    }

    @Test
    void strict_takes_people_and_machines_out_and_puts_them_back_but_never_a_secret() {
        var session = redactor.open("strict");

        String sent =
                session.redact(
                        "Mail jo@acme.test about PC-ACME-07 at 10.0.0.7; password: geheim; again jo@acme.test");

        assertThat(sent)
                .isEqualTo(
                        "Mail [email:1] about [host:2] at [ip:3]; password: [secret:4]; again [email:1]");
        assertThat(restored(session, "Tell [email:1] to restart [host:2], [secret:4]"))
                .isEqualTo("Tell jo@acme.test to restart PC-ACME-07, [secret:4]");
    }

    @Test
    void standard_leaves_ordinary_text_alone() {
        String text = "User jo@acme.test on PC-ACME-07 cannot print since 20 Nov 2026.";

        assertThat(redactor.open("standard").redact(text)).isEqualTo(text);
    }

    @Test
    void placeholders_are_put_back_wherever_a_chunk_ends() {
        for (int cut = 0; cut < "Tell [email:1] now".length(); cut++) {
            var session = redactor.open("strict");
            session.redact("jo@acme.test");
            var answer = session.answer(false);
            String text = "Tell [email:1] now";

            assertThat(
                            answer.piece(text.substring(0, cut))
                                    + answer.piece(text.substring(cut))
                                    + answer.rest())
                    .isEqualTo("Tell jo@acme.test now");
        }
    }

    @Test
    void what_is_put_back_into_json_stays_json() {
        var session =
                new Egress(
                                List.of((text, mode) ->
                                        List.of(
                                                new EgressRedactor.Finding(
                                                        "host", 0, text.length()))))
                        .open("strict");
        session.redact("C:\\share \"x\"");
        var answer = session.answer(true);

        assertThat(answer.piece("{\"a\":\"[host:1]\"}") + answer.rest())
                .isEqualTo("{\"a\":\"C:\\\\share \\\"x\\\"\"}");
    }

    @Test
    void a_hook_that_fails_lets_nothing_through() {
        var session =
                new Egress(
                                List.of((text, mode) -> {
                                    throw new IllegalStateException("canary " + text);
                                }))
                        .open("standard");

        assertThatThrownBy(() -> session.redact("customer text"))
                .isInstanceOf(Egress.RedactionFailed.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private static String restored(Egress.Session session, String text) {
        var answer = session.answer(false);
        return answer.piece(text) + answer.rest();
    }
}
