package io.resolutionflow.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTests {

    @TempDir Path directory;

    @Test
    void aLivingProcessKeepsItsIdentity() {
        var own = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(own.isAlive()).isTrue();
        assertThat(ProcessIdentity.of(own.pid())).contains(own);
    }

    @Test
    void anEndedProcessIsNotAliveEvenBeforeItsParentCollectedIt() throws Exception {
        Process process = new ProcessBuilder("sleep", "120").start();
        var identity = ProcessIdentity.of(process.pid()).orElseThrow();

        Stopping.kill(identity);

        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void aNumberThatTheSystemGaveToAnotherProgramIsNotTakenForOursAndNeverSignalled()
            throws Exception {
        Process foreign = new ProcessBuilder("sleep", "120").start();
        try {
            var remembered = new ProcessIdentity(foreign.pid(), "an earlier start");

            Stopping.kill(remembered);
            Stopping.stop(remembered, "TERM", Duration.ZERO);

            assertThat(remembered.isAlive()).isFalse();
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRecordSurvivesAndOneCutOffByACrashCountsAsAbsent() throws Exception {
        var records = new ProcessRecords(directory);
        var own = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        var saved = new ProcessRecord("kafka", own, Instant.parse("2026-01-02T03:04:05Z"));
        records.save(saved);
        Files.writeString(directory.resolve("postgres.pid"), "pid=47");

        assertThat(records.findAlive("kafka")).contains(saved);
        assertThat(records.find("postgres")).isEmpty();
        assertThat(records.find("keycloak")).isEmpty();
    }

    @Test
    void killingAProcessTakesItsChildrenAlong() throws Exception {
        Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 120 & wait").start();
        org.awaitility.Awaitility.await().until(() -> parent.children().findAny().isPresent());
        var child =
                ProcessIdentity.of(parent.children().findAny().orElseThrow().pid()).orElseThrow();

        Stopping.kill(ProcessIdentity.of(parent.pid()).orElseThrow());

        assertThat(child.isAlive()).isFalse();
    }
}
