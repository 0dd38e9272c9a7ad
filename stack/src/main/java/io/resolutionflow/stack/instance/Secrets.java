package io.resolutionflow.stack.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Passwords of one instance, made once and kept in files that only their owner can read. */
public final class Secrets {

    private static final int BYTES = 24;

    private final Path directory;
    private final SecureRandom random;

    public Secrets(Path directory) {
        this.directory = directory;
        this.random = new SecureRandom();
    }

    /**
     * Letters, digits, {@code _} and {@code -} only, so that it can stand in URLs and SQL literals.
     */
    public synchronized String get(String name) {
        Path file = directory.resolve(name);
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the secret " + name, e);
        }
    }

    private void create(Path file) throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    file,
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException _) {
            // another command was first; its value counts
        }
    }
}
