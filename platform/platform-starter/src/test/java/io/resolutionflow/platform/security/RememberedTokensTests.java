package io.resolutionflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTests {

    private final List<String> verified = new ArrayList<>();
    private final Instant issued = Instant.parse("2026-01-01T10:00:00Z");
    private Instant now = issued;
    private final RememberedTokens tokens = new RememberedTokens(this::verify, () -> now);

    @Test
    void the_signature_of_a_token_is_checked_once() {
        Jwt first = tokens.decode("sound");

        assertThat(tokens.decode("sound")).isSameAs(first);
        assertThat(verified).containsExactly("sound");
    }

    @Test
    void each_token_stands_for_itself_alone() {
        assertThat(tokens.decode("sound").getSubject()).isEqualTo("sound");
        assertThat(tokens.decode("sounD").getSubject()).isEqualTo("sounD");
    }

    @Test
    void what_is_refused_is_never_remembered() {
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);

        assertThat(verified).containsExactly("forged", "forged");
    }

    @Test
    void a_remembered_token_that_expired_is_judged_anew() {
        tokens.decode("sound");
        now = issued.plus(Duration.ofMinutes(5)).plus(Duration.ofSeconds(31));

        tokens.decode("sound");

        assertThat(verified).containsExactly("sound", "sound");
    }

    private Jwt verify(String token) {
        verified.add(token);
        if (token.equals("forged")) {
            throw new BadJwtException("forged");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject(token)
                .issuedAt(issued)
                .expiresAt(issued.plus(Duration.ofMinutes(5)))
                .build();
    }
}
