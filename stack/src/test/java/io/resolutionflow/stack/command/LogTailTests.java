package io.resolutionflow.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTests {

    @TempDir Path directory;

    @Test
    void aStructuredLineIsShownAsAPersonReadsItWithItsInnermostCauses() throws Exception {
        Path log =
                Files.writeString(
                        directory.resolve("service.log"),
                        """
                        starting
                        {"@timestamp":"2026-01-02T03:04:05Z","log":{"level":"ERROR"},"message":"Application run failed",\
                        "error":{"stack_trace":"a.Outer: x\\n\\tat a.B\\nCaused by: a.Middle: y\\n\\tat a.C\\n\
                        Caused by: a.Inner: relation does not exist\\n"}}
                        {"@timestamp":"cut off
                        """);

        assertThat(LogTail.of(log, 10))
                .containsExactly(
                        "starting",
                        "2026-01-02T03:04:05Z ERROR Application run failed",
                        "Caused by: a.Middle: y",
                        "Caused by: a.Inner: relation does not exist",
                        "{\"@timestamp\":\"cut off");
    }

    @Test
    void onlyTheLastLinesAreShownAndNothingOfALogThatIsNotThere() throws Exception {
        Path log = Files.writeString(directory.resolve("a.log"), "1\n2\n3\n");

        assertThat(LogTail.of(log, 2)).containsExactly("2", "3");
        assertThat(LogTail.of(directory.resolve("b.log"), 2)).isEmpty();
    }
}
