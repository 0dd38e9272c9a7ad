package io.resolutionflow.e2e.psa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.stack.Stack;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * {@code rf chaos psa} at a size CI can bear: one kill -9, and no time to settle what is in doubt.
 */
class PsaChaosIT {

    @Test
    void no_note_is_doubled_or_lost_when_the_service_is_killed_while_it_writes() throws Exception {
        var report = new Report(System.out);
        new PsaChaos()
                .run(
                        new Chaos(
                                new Stack(),
                                report,
                                new SplittableRandom(20_261_121),
                                new Settings(
                                        Map.of(
                                                "notes",
                                                "60",
                                                "kills",
                                                "1",
                                                "storms",
                                                "1",
                                                "processes",
                                                "1",
                                                "minutes",
                                                "1"))));
        assertThat(report.checks())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.held()).as(check.toString()).isTrue());
    }
}
