package io.resolutionflow.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.process.ProcessRecord;
import io.resolutionflow.stack.process.Stopping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTests {

    private final Path directory;
    private final Progress silent = (unit, what) -> {};
    private final AtomicInteger setUps = new AtomicInteger();
    private SystemModel model = new SystemModel(List.of());
    private final Supervisor supervisor;

    StartupTests(@TempDir Path directory) {
        this.directory = directory;
        this.supervisor = new Supervisor(new StateDirectory(directory), Clock.systemUTC());
    }

    @AfterEach
    void stopAll() {
        new Shutdown(model, supervisor, silent).run();
    }

    @Test
    void everyUnitRunsAndIsSetUpWhenStartReturns() {
        assertThat(start(unit("a", "sleep 120"), unit("b", "sleep 120", "a"))).isEmpty();

        assertThat(states()).containsOnly(PartState.UP);
        assertThat(setUps).hasValue(2);
    }

    @Test
    void aUnitThatEndsBeforeItIsReadyFailsTheStartAndLeavesItsUsersAlone() {
        var failures =
                start(
                        TestUnits.unit(
                                "broken", "echo no such setting; exit 7", () -> false, setUps),
                        unit("user", "sleep 120", "broken"),
                        unit("bystander", "sleep 120"));

        assertThat(failures)
                .singleElement()
                .satisfies(one -> assertThat(one.unit()).isEqualTo("broken"));
        assertThat(supervisor.running(model.units().get(1))).isEmpty();
        assertThat(supervisor.running(model.units().get(2))).isPresent();
        assertThat(directory.resolve("logs/broken.log")).hasContent("no such setting");
    }

    @Test
    void aSecondStartKeepsRunningProcessesAndSetsThemUpAgain() {
        start(unit("a", "sleep 120"));
        long pid = pid("a");

        new Startup(model, supervisor, silent).run();

        assertThat(pid("a")).isEqualTo(pid);
        assertThat(setUps).hasValue(2);
    }

    @Test
    void aProcessKilledFromOutsideIsReportedAndStartedAgain() throws Exception {
        start(unit("a", "sleep 120"));
        Stopping.kill(process("a").identity());
        assertThat(states()).containsExactly(PartState.FAILED);

        new Startup(model, supervisor, silent).run();

        assertThat(states()).containsExactly(PartState.UP);
    }

    @Test
    void whatDoesNotListenToAPoliteSignalIsKilledAfterTheGrace() throws Exception {
        Path ready = directory.resolve("ready");
        model =
                new SystemModel(
                        List.of(
                                TestUnits.unit(
                                        "stubborn",
                                        "trap '' TERM; touch "
                                                + ready
                                                + "; while :; do sleep 1; done",
                                        Probe.file(ready),
                                        setUps)));
        new Startup(model, supervisor, silent).run();
        var process = process("stubborn").identity();

        boolean killed = Stopping.stop(process, "TERM", Duration.ofMillis(300));

        assertThat(killed).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(process.isAlive()).isFalse());
    }

    @Test
    void afterCancellingNothingIsStarted() {
        model = new SystemModel(List.of(unit("a", "sleep 120")));
        var startup = new Startup(model, supervisor, silent);
        startup.cancel();

        startup.run();

        assertThat(states()).containsExactly(PartState.DOWN);
    }

    @Test
    void startedProcessesGetNoVariableOfTheCallerButTheBasicOnes() throws Exception {
        Path seen = directory.resolve("seen");
        start(unit("a", "env > " + seen + "; sleep 120"));

        Awaitility.await().untilAsserted(() -> assertThat(seen).isNotEmptyFile());
        assertThat(Files.readAllLines(seen))
                .allMatch(line ->
                        line.matches(
                                "(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR|PWD|SHLVL|_|OLDPWD)=.*"));
    }

    private List<PartFailed> start(Unit... units) {
        model = new SystemModel(List.of(units));
        return new Startup(model, supervisor, silent).run();
    }

    private Unit unit(String name, String shell, String... waitsFor) {
        return TestUnits.unit(name, shell, () -> true, setUps, waitsFor);
    }

    private List<PartState> states() {
        return model.units().stream()
                .map(unit -> supervisor.state(unit, unit.parts().getFirst()))
                .toList();
    }

    private ProcessRecord process(String unit) {
        return supervisor.running(model.unit(unit).orElseThrow()).orElseThrow();
    }

    private long pid(String unit) {
        return process(unit).pid();
    }
}
