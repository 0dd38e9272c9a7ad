package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Calls between services as Spring puts them together. */
class CallsIT extends ServiceUnderTest {

    @LocalServerPort private int port;

    private final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");

    private Answer ask(String timeLeft) {
        return call(
                "GET",
                request(ana, "/api/v1/time-left?port=" + port).header("X-RF-Time-Left", timeLeft),
                null);
    }

    @Test
    void the_callers_remaining_time_travels_to_the_next_service() {
        assertThat(ask("20000").json().path("milliseconds").asLong()).isBetween(1L, 19_950L);
        assertThat(get(ana, "/api/v1/time-left?port=" + port).json().path("milliseconds").asLong())
                .isEqualTo(-1);
    }

    @Test
    void work_nobody_waits_for_is_not_begun() {
        assertThat(ask("0").code()).isEqualTo("service_unavailable");
        assertThat(ask("40").status()).isEqualTo(503);
    }

    @Test
    void a_service_that_is_away_is_503() {
        assertThat(get(ana, "/api/v1/time-left?port=1").code()).isEqualTo("service_unavailable");
    }
}
