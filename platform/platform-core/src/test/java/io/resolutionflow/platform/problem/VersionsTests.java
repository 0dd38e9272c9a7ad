package io.resolutionflow.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionsTests {

    @Test
    void the_version_that_was_read_may_be_replaced() {
        assertThatNoException()
                .isThrownBy(() ->
                        Versions.require(
                                3,
                                3,
                                () -> {
                                    throw new AssertionError("not asked for");
                                },
                                "changed"));
    }

    @Test
    void an_older_or_made_up_version_gets_what_is_there_now() {
        for (long sent : new long[] {2, 4, -1}) {
            assertThatThrownBy(() -> Versions.require(sent, 3, () -> "now", "changed"))
                    .isInstanceOfSatisfying(
                            DomainException.class,
                            no -> {
                                assertThat(no.status()).isEqualTo(409);
                                assertThat(no.code()).isEqualTo("version_conflict");
                                assertThat(no.members())
                                        .isEqualTo(Map.of("current_version", 3L, "current", "now"));
                            });
        }
    }
}
