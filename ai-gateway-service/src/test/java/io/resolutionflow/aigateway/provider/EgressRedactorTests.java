package io.resolutionflow.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressRedactorTests {

    private final EgressRedactor redactor = new EgressRedactor();

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
                .isEqualTo("card [secret:1], serial 4111 1111 1111 1112");
    }

    @Test
    void strict_takes_people_and_machines_out_and_puts_them_back_but_never_a_secret() {
        var session = redactor.open("strict");

        String sent =
                session.redact(
                        "Mail jo@acme.test about PC-ACME-07 at 10.0.0.7; password: geheim; again jo@acme.test");

        assertThat(sent)
                .isEqualTo(
                        "Mail [email:1] about [host:1] at [ip:1]; password: [secret:1]; again [email:1]");
        assertThat(session.restore("Tell [email:1] to restart [host:1], [secret:1]"))
                .isEqualTo("Tell jo@acme.test to restart PC-ACME-07, [secret:1]");
    }

    @Test
    void standard_leaves_ordinary_text_alone() {
        String text = "User jo@acme.test on PC-ACME-07 cannot print since 20 Nov 2026.";

        assertThat(redactor.open("standard").redact(text)).isEqualTo(text);
    }
}
