package io.resolutionflow.e2e.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the services a trace crossed by the trace id in their structured logs. */
final class TraceSearch {

    private final Path logs;

    TraceSearch(Path logs) {
        this.logs = logs;
    }

    /** Names of the parts whose log holds the trace id, in alphabetical order. */
    List<String> services(String traceId) {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(mentions(traceId))
                    .map(file -> file.getFileName().toString().replace(".log", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<Path> mentions(String traceId) {
        return file -> {
            try (Stream<String> lines =
                    Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
                return lines.anyMatch(line -> line.contains(traceId));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
