package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.gateway.testing.RedisServer;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The gateway with rates in a shared server, and without it: a lost store lets everything through
 * but what costs money.
 */
class SharedRatesOutageIT extends GatewayUnderTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static RedisServer server;

    private final TestPerson ana = TestPerson.engineer(acme, "Ana");

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("RF_RATE_STORE_URL", () -> server.address());
    }

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_store_that_hangs_or_is_killed_opens_for_all_but_the_assistant() throws Exception {
        counts();

        server.hang();
        opensForAllButTheAssistant();
        server.goOn();
        counts();

        server.kill();
        opensForAllButTheAssistant();
        server.startAgain();
        counts();
    }

    private void opensForAllButTheAssistant() throws Exception {
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            assertThat(get("/api/v1/l1/queue", ana.bearer()).statusCode()).isEqualTo(200);
            var refused = create(ana.bearer());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"service_unavailable\"");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON.dividedBy(8));
        }
    }

    private void counts() {
        await().atMost(SOON)
                .until(() -> {
                    HttpResponse<String> answer = get("/api/v1/l1/queue", ana.bearer());
                    return answer.headers().firstValue("RateLimit-Remaining").isPresent();
                });
        await().atMost(SOON).until(() -> create(ana.bearer()).statusCode() == 200);
        assertThat(create(ana.bearer()).headers().firstValue("RateLimit-Limit")).contains("50");
    }
}
