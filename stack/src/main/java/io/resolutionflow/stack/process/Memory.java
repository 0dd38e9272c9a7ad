package io.resolutionflow.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Resident memory of a process and its children, shared pages counted once where the system can
 * tell.
 */
public final class Memory {

    private static final long KIB_PER_MIB = 1024;

    private Memory() {}

    public static OptionalLong mebibytes(long pid) {
        var tree =
                ProcessHandle.of(pid).stream()
                        .flatMapToLong(handle ->
                                LongStream.concat(
                                        LongStream.of(pid),
                                        handle.descendants().mapToLong(ProcessHandle::pid)))
                        .toArray();
        long kib = LongStream.of(tree).map(one -> kibibytes(one, tree.length > 1)).sum();
        return tree.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round((double) kib / KIB_PER_MIB));
    }

    private static long kibibytes(long pid, boolean sharing) {
        Path directory = Path.of("/proc", String.valueOf(pid));
        if (!Files.isDirectory(directory)) {
            return Commands.ask("ps", "-o", "rss=", "-p", String.valueOf(pid))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(Long::parseLong)
                    .orElse(0L);
        }
        long shared = sharing ? field(directory.resolve("smaps_rollup"), "Pss:") : 0;
        return shared > 0 ? shared : field(directory.resolve("status"), "VmRSS:");
    }

    private static long field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .findFirst()
                    .map(Long::parseLong)
                    .orElse(0L);
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0;
        }
    }
}
