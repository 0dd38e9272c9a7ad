package io.resolutionflow.psa.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.resolutionflow.platform.secret.Sealed;
import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.platform.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Contract-psa §3: secrets at rest. */
class CredentialVaultTests {

    private static final String CANARY = "canary-4f1d9e2b7a";

    private final UUID account = UUID.randomUUID();
    private final UUID row = UUID.randomUUID();
    private final Credentials credentials =
            new Credentials(
                    Map.of("public_key", new Secret("pub"), "private_key", new Secret(CANARY)));

    @TempDir private Path folder;

    private CredentialVault vault() {
        return new CredentialVault(new Vault(files(true).keyset()), JsonMapper.builder().build());
    }

    private KeyFiles files(boolean mayCreate) {
        return new KeyFiles(
                new KeySettings(folder.resolve("keyset.json").toString(), ""), mayCreate);
    }

    @Test
    void what_was_sealed_opens_in_its_own_row_also_after_a_restart() {
        Sealed sealed = vault().seal(account, row, credentials);
        assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
                .doesNotContain(CANARY);
        assertThat(vault().open(account, row, sealed.ciphertext()).required("private_key").reveal())
                .isEqualTo(CANARY);
    }

    @Test
    void a_ciphertext_moved_to_another_row_or_account_does_not_open() {
        byte[] sealed = vault().seal(account, row, credentials).ciphertext();
        assertThatExceptionOfType(UnreadableSecret.class)
                .isThrownBy(() -> vault().open(account, UUID.randomUUID(), sealed));
        assertThatExceptionOfType(UnreadableSecret.class)
                .isThrownBy(() -> vault().open(UUID.randomUUID(), row, sealed));
    }

    @Test
    void a_damaged_or_empty_ciphertext_does_not_open() {
        byte[] sealed = vault().seal(account, row, credentials).ciphertext();
        sealed[sealed.length - 1] ^= 1;
        assertThatExceptionOfType(UnreadableSecret.class)
                .isThrownBy(() -> vault().open(account, row, sealed));
        assertThatExceptionOfType(UnreadableSecret.class)
                .isThrownBy(() -> vault().open(account, row, new byte[0]));
    }

    @Test
    void nothing_prints_a_secret() {
        assertThat(credentials.toString()).doesNotContain(CANARY);
        assertThat(new Secret(CANARY)).hasToString("***");
        assertThat(new MarkerKey(new byte[32])).hasToString("***");
    }

    @Test
    void a_hint_is_the_last_four_characters_and_never_nearly_all() {
        assertThat(new Secret("abcdefghijklmnop").hint()).isEqualTo("mnop");
        assertThat(new Secret("rfpriv").hint()).isEqualTo("priv");
        assertThat(new Secret("abcde").hint()).isEmpty();
        assertThat(new Secret("ab").hint()).isEmpty();
    }

    @Test
    void keys_are_made_for_the_owner_alone_and_only_where_allowed() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> files(false).keyset())
                .withMessageContaining("RF_KEYSET_FILE");
        files(true).keyset();
        files(true).markerKey();
        for (String name : new String[] {"keyset.json", "keyset.json.marker"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
        byte[] message = "m".getBytes(StandardCharsets.UTF_8);
        assertThat(files(false).markerKey().sign(message))
                .isEqualTo(files(true).markerKey().sign(message));
    }
}
