package io.resolutionflow.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;

class AnonymousLimitTests {

    private final AnonymousLimit limit =
            new AnonymousLimit(
                    new LimitProperties(
                            1,
                            60,
                            3,
                            List.of(),
                            DataSize.ofMegabytes(1),
                            DataSize.ofMegabytes(10)));

    @Test
    void an_address_past_its_refusals_gets_429_and_another_one_does_not() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.refused(from("10.0.0.1"))).isEmpty();
        }

        assertThat(limit.refused(from("10.0.0.1")))
                .hasValueSatisfying(no -> {
                    assertThat(no.status()).isEqualTo(429);
                    assertThat(no.code()).isEqualTo("rate_limited");
                    assertThat(no.retryAfterSeconds()).isPositive();
                });
        assertThat(limit.refused(from("10.0.0.2"))).isEmpty();
    }

    private static MockServerWebExchange from(String address) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.get("/api/v1/l1/queue")
                        .remoteAddress(new InetSocketAddress(address, 40_000)));
    }
}
