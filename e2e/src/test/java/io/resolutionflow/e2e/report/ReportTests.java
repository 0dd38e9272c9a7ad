package io.resolutionflow.e2e.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.e2e.client.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTests {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Report report =
            new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aRunThatCheckedNothingDidNotHold() {
        assertThat(report.allHeld()).isFalse();
    }

    @Test
    void oneCheckThatDoesNotHoldSpoilsTheRun() {
        report.check("nothing lost", true, "");
        assertThat(report.allHeld()).isTrue();
        report.check("nothing doubled", false, "2 of 10");
        assertThat(report.allHeld()).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("NOT HELD  2 of 10");
    }

    @Test
    void aTargetIsMetAtItsEdgeAndMissedBehindIt() {
        report.atMost(250, "delay", 250, "ms");
        report.atMost(250, "delay", 250.1, "ms");
        report.atLeast(2000, "rate", 2000, "RPS");
        report.atLeast(2000, "rate", 1999, "RPS");
        assertThat(report.figures())
                .extracting(Report.Figure::met)
                .containsExactly(true, false, true, false);
    }

    @Test
    void everythingIsKeptAsJson(@TempDir Path directory) throws IOException {
        report.fact("seed", 7);
        report.atMost(1, "added", 0.5, "ms");
        report.check("held", true, "");
        report.write(directory.resolve("deep/run.json"), "run");
        var document = Json.read(Files.readString(directory.resolve("deep/run.json")));
        assertThat(document.at("/facts/seed").asInt()).isEqualTo(7);
        assertThat(document.at("/figures/0/met").asBoolean()).isTrue();
        assertThat(document.at("/checks/0/held").asBoolean()).isTrue();
    }

    @Test
    void percentilesAreTakenByNearestRank() {
        var latencies = new Latencies();
        for (int millis = 1; millis <= 100; millis++) {
            latencies.add(millis * 1_000_000L);
        }
        assertThat(latencies.percentile(50)).isEqualTo(50);
        assertThat(latencies.percentile(99)).isEqualTo(99);
        assertThat(latencies.percentile(100)).isEqualTo(100);
        assertThat(new Latencies().percentile(50)).isNaN();
    }

    @Test
    void aSizeThatIsNoneIsRefusedAndAMisspeltOneIsTold() {
        var settings = new Settings(Map.of("events", "many", "evnts", "5"));
        assertThatThrownBy(() -> settings.number("events", 1))
                .hasMessageContaining("--set events=many");
        assertThat(settings.number("writers", 8)).isEqualTo(8);
        assertThat(settings.unknown()).containsExactly("evnts");
    }
}
