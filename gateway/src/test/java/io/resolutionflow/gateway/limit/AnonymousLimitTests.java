package io.resolutionflow.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

class AnonymousLimitTests {

    private final LimitProperties properties =
            new LimitProperties(
                    1,
                    60,
                    3,
                    List.of(),
                    null,
                    List.of("10.1.0.0/16", "10.2.0.1"),
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(10));
    private final AnonymousLimit limit = new AnonymousLimit(properties);
    private final ClientAddress addresses = new ClientAddress(properties);

    @Test
    void an_address_past_its_refusals_gets_429_and_another_one_does_not() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.refused(from("10.0.0.1", null))).isEmpty();
        }

        assertThat(limit.refused(from("10.0.0.1", null)))
                .hasValueSatisfying(no -> {
                    assertThat(no.status()).isEqualTo(429);
                    assertThat(no.code()).isEqualTo("rate_limited");
                    assertThat(no.retryAfterSeconds()).isPositive();
                });
        assertThat(limit.refused(from("10.0.0.2", null))).isEmpty();
    }

    @Test
    void only_a_trusted_proxy_is_believed_about_the_client() {
        assertThat(client("203.0.113.9", "198.51.100.7")).isEqualTo("203.0.113.9");
        assertThat(client("10.1.2.3", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(client("10.1.2.3", "1.2.3.4, 198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(client("10.1.2.3", "1.2.3.4, 198.51.100.7, 10.2.0.1")).isEqualTo("198.51.100.7");
        assertThat(client("10.2.0.2", "198.51.100.7")).isEqualTo("10.2.0.2");
        assertThat(client("10.1.2.3", "nonsense")).isEqualTo("10.1.2.3");
        assertThat(client("10.1.2.3", null)).isEqualTo("10.1.2.3");
    }

    private String client(String connection, String forwardedFor) {
        var exchange = from(connection, forwardedFor);
        addresses.filter(exchange, after -> Mono.empty()).block();
        return ClientAddress.of(exchange);
    }

    private static MockServerWebExchange from(String address, String forwardedFor) {
        var request =
                MockServerHttpRequest.get("/api/v1/l1/queue")
                        .remoteAddress(new InetSocketAddress(address, 40_000));
        if (forwardedFor != null) {
            request.header("X-Forwarded-For", forwardedFor);
        }
        return MockServerWebExchange.from(request);
    }
}
