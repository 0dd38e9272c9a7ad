package io.resolutionflow.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * One file per started process. A file that cannot be read counts as absent: it was cut off by a
 * crash.
 */
public final class ProcessRecords {

    private final Path directory;

    public ProcessRecords(Path directory) {
        this.directory = directory;
    }

    public Optional<ProcessRecord> find(String name) {
        Path file = file(name);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
            var identity =
                    new ProcessIdentity(
                            Long.parseLong(properties.getProperty("pid", "")),
                            properties.getProperty("started", ""));
            return Optional.of(
                    new ProcessRecord(
                            name, identity, Instant.parse(properties.getProperty("at", ""))));
        } catch (IOException | IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    public Optional<ProcessRecord> findAlive(String name) {
        return find(name).filter(ProcessRecord::isAlive);
    }

    public void save(ProcessRecord entry) {
        var properties = new Properties();
        properties.setProperty("pid", String.valueOf(entry.pid()));
        properties.setProperty("started", entry.identity().started());
        properties.setProperty("at", entry.at().toString());
        Path next = directory.resolve(entry.name() + ".pid.new");
        try {
            try (var out = Files.newOutputStream(next)) {
                properties.store(out, null);
            }
            Files.move(
                    next,
                    file(entry.name()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remember the process of " + entry.name(), e);
        }
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot forget the process of " + name, e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ".pid");
    }
}
