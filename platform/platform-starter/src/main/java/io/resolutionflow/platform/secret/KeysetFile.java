package io.resolutionflow.platform.secret;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Objects;

/**
 * A mounted Tink keyset in JSON. Only where that is allowed, the local profile, a missing one is
 * made, readable by its owner alone.
 *
 * @param file where it is mounted
 * @param mayCreate whether a missing one is made
 */
public record KeysetFile(Path file, boolean mayCreate) {

    /**
     * @throws IllegalStateException when the file is missing or is no keyset
     */
    public KeysetHandle read() {
        try {
            AeadConfig.register();
            if (!Files.exists(file) && mayCreate) {
                create();
            }
            if (!Files.exists(file)) {
                throw new IllegalStateException(
                        "keyset file missing: "
                                + file
                                + ". Mount it and name it in RF_KEYSET_FILE.");
            }
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset file is not a Tink keyset: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Written beside and moved, under a lock: replicas that start together end with one and the
     * same key.
     */
    private void create() throws IOException, GeneralSecurityException {
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
            Files.writeString(
                    draft,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                            InsecureSecretKeyAccess.get()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
