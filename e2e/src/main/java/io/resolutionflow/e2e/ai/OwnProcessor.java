package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.stack.PartStatus;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Processor 0 for what is measured, the others for whatever else runs: the database, the model, the
 * load and this process itself (contract-ai §11). Where that cannot be had nothing is moved.
 */
final class OwnProcessor implements AutoCloseable {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final List<Long> moved;
    private final int processors;

    private OwnProcessor(List<Long> moved, int processors) {
        this.moved = moved;
        this.processors = processors;
    }

    /** Moves everything of the stack that runs by now; what it starts later goes along. */
    static OwnProcessor clear(Stack stack) throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        if (processors < 2 || !Files.isExecutable(TASKSET)) {
            return new OwnProcessor(List.of(), processors);
        }
        List<Long> running =
                LongStream.concat(
                                LongStream.of(ProcessHandle.current().pid()),
                                stack.status().stream()
                                        .mapToLong(PartStatus::pid)
                                        .filter(pid -> pid > 0)
                                        .flatMap(OwnProcessor::family))
                        .boxed()
                        .toList();
        var own = new OwnProcessor(running, processors);
        own.move("1-" + (processors - 1));
        return own;
    }

    private static LongStream family(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .mapToLong(ProcessHandle::pid);
    }

    boolean isClear() {
        return !moved.isEmpty();
    }

    /** The program that starts another one there; empty where that cannot be had. */
    List<String> prefix() {
        return isClear() ? List.of(TASKSET.toString(), "-c", "0") : List.of();
    }

    private void move(String where) throws IOException, InterruptedException {
        for (long pid : moved) {
            Process program =
                    new ProcessBuilder(
                                    TASKSET.toString(),
                                    "--all-tasks",
                                    "--cpu-list",
                                    "--pid",
                                    where,
                                    String.valueOf(pid))
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // a short-lived one may be gone by now
            if (program.waitFor() != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IOException("not moved to processor " + where + ": " + said);
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        move("0-" + (processors - 1));
    }
}
