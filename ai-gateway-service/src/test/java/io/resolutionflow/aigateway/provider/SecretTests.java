package io.resolutionflow.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SecretTests {

    @Test
    void a_key_prints_as_stars_wherever_it_is_printed() {
        var endpoint =
                new AiProperties.Endpoint(
                        "openai_compatible",
                        URI.create("https://x.test"),
                        Secret.valueOf("canary-key"),
                        "",
                        true,
                        false,
                        "max_tokens");

        assertThat(endpoint.toString()).doesNotContain("canary").contains("***");
        assertThat(endpoint.apiKey().<String>reveal(value -> value)).isEqualTo("canary-key");
        assertThat(Secret.valueOf("  ").isEmpty()).isTrue();
    }
}
