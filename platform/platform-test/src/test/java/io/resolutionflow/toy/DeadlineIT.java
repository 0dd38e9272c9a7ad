package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a request names as the time its caller waits holds in the database too. */
class DeadlineIT extends ServiceUnderTest {

    /** Takes five seconds when its statements have less than one. */
    private static final String SLOW = "/api/v1/notes/slow";

    private static final int CONNECTIONS = 10;

    private final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");

    @Test
    void a_statement_ends_when_nobody_waits_for_it() {
        long began = System.nanoTime();

        Answer cut = slowly("300");

        assertThat(cut.status()).isEqualTo(503);
        assertThat(cut.code()).isEqualTo("service_unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void the_limit_is_of_one_transaction_and_not_of_its_connection() {
        assertThat(slowly("8000").body()).matches("[5-8]\\d{3}ms|[5-8]s");
        for (int i = 0; i <= CONNECTIONS; i++) {
            assertThat(get(ana, SLOW).body()).isEqualTo("0");
        }
    }

    private Answer slowly(String milliseconds) {
        return call("GET", request(ana, SLOW).header("X-RF-Time-Left", milliseconds), null);
    }
}
