package io.resolutionflow.psa.secret;

import com.google.crypto.tink.KeysetHandle;
import io.resolutionflow.platform.secret.KeysetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Reads the mounted keys. Only where it is allowed to, the local profile, it makes missing ones,
 * readable by the owner alone.
 */
public class KeyFiles {

    private static final int MARKER_KEY_BYTES = 32;

    private final KeySettings settings;
    private final boolean mayCreate;

    public KeyFiles(KeySettings settings, boolean mayCreate) {
        this.settings = settings;
        this.mayCreate = mayCreate;
    }

    public KeysetHandle keyset() {
        return new KeysetFile(settings.keyset(), mayCreate).read();
    }

    public MarkerKey markerKey() {
        String text = readOrCreate(settings.markerKey(), KeyFiles::newMarkerKey);
        return new MarkerKey(HexFormat.of().parseHex(text.strip()));
    }

    private String readOrCreate(Path file, Supplier<String> content) {
        try {
            if (!Files.exists(file) && mayCreate) {
                create(file, content.get());
            }
            if (!Files.exists(file)) {
                throw new IllegalStateException(
                        "key file missing: " + file + ". Mount it and name it in RF_KEYSET_FILE.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Written beside and moved, under a lock: replicas that start together end with one and the
     * same key.
     */
    private static void create(Path file, String content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Path lock = folder.resolve(file.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (Files.exists(file) || !held.isValid()) {
                return;
            }
            Path draft =
                    Files.createTempFile(
                            folder,
                            "key",
                            ".tmp",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String newMarkerKey() {
        byte[] key = new byte[MARKER_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
