package io.resolutionflow.stack.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
final class LogTail {

    private static final int BYTES = 64 * 1024;

    private LogTail() {}

    /** Fit for a person, see {@link LogLine}. Empty when there is no log. */
    static List<String> of(Path log, int lines) {
        if (Files.notExists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long begin = Math.max(0, file.length() - BYTES);
            file.seek(begin);
            byte[] bytes = new byte[(int) (file.length() - begin)];
            file.readFully(bytes);
            List<String> all =
                    new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .flatMap(LogLine::readable)
                            .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException _) {
            return List.of();
        }
    }
}
