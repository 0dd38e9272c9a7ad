package io.resolutionflow.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTests {

    private static final byte[] PLAIN = "s3cret".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("secrets").resolve("keyset.json");
    }

    @Test
    void a_secret_opens_only_where_it_belongs() {
        var vault = new Vault(new KeysetFile(file(), true).read());
        Sealed sealed = vault.seal("channel|account-a|1", PLAIN);
        assertThat(vault.open("channel|account-a|1", sealed.ciphertext())).isEqualTo(PLAIN);
        assertThat(sealed.keyId()).isEqualTo(vault.primaryKeyId());
        assertThatExceptionOfType(UnreadableSecret.class)
                .isThrownBy(() -> vault.open("channel|account-b|1", sealed.ciphertext()));
    }

    @Test
    void replicas_share_one_keyset_that_nobody_else_reads() throws Exception {
        Sealed sealed = new Vault(new KeysetFile(file(), true).read()).seal("x", PLAIN);
        var second = new Vault(new KeysetFile(file(), true).read());
        assertThat(second.open("x", sealed.ciphertext())).isEqualTo(PLAIN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void without_its_keyset_a_service_does_not_start_where_it_may_not_make_one() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new KeysetFile(file(), false).read())
                .withMessageContaining("RF_KEYSET_FILE");
    }
}
