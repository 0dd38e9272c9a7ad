package io.resolutionflow.stack.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.resolutionflow.stack.instance.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTests {

    private final Map<Path, String> owners = new HashMap<>();

    @TempDir private Path directory;

    @BeforeEach
    void write() throws IOException {
        new SecretFiles(
                        instance(),
                        directory.resolve("out"),
                        (path, user, group) -> owners.put(path, user + ":" + group))
                .write();
    }

    @Test
    void eachReaderHasADirectoryThatNobodyElseMayEnter() throws IOException {
        try (var readers = Files.list(directory.resolve("out"))) {
            for (Path reader : readers.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(reader)))
                        .isEqualTo("rwx------");
                try (var files = Files.list(reader)) {
                    for (Path file : files.toList()) {
                        assertThat(
                                        PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(file)))
                                .isEqualTo("rw-------");
                    }
                }
            }
        }
        assertThat(owners)
                .containsEntry(out("postgres"), "0:0")
                .containsEntry(out("keycloak"), "1000:0")
                .containsEntry(out("session-service"), "10001:10001");
    }

    @Test
    void aServiceGetsItsOwnPasswordsAndNoOthers() throws IOException {
        assertThat(names("session-service"))
                .containsExactly("RF_CLIENT_SECRET", "RF_DB_APP_PASSWORD", "RF_DB_OWNER_PASSWORD");
        assertThat(read("session-service/RF_DB_APP_PASSWORD"))
                .isEqualTo(instance().secrets().get("db-session-app"))
                .isNotEqualTo(read("ai-gateway-service/RF_DB_APP_PASSWORD"));
    }

    @Test
    void whoSealsGetsAKeysetThatOpensWhatItSealed() throws Exception {
        AeadConfig.register();
        Aead aead = keyset("psa-writeback-service");
        byte[] sealed = aead.encrypt("private".getBytes(UTF_8), "owner".getBytes(UTF_8));

        assertThat(aead.decrypt(sealed, "owner".getBytes(UTF_8)))
                .isEqualTo("private".getBytes(UTF_8));
        assertThatThrownBy(() -> keyset("handoff-service").decrypt(sealed, "owner".getBytes(UTF_8)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void whoWritesIntoTicketsGetsTheKeyOfItsMarkers() throws IOException {
        assertThat(read("psa-writeback-service/keyset.json.marker")).matches("[0-9a-f]{64}");
        assertThat(names("handoff-service")).doesNotContain("keyset.json.marker");
    }

    private Aead keyset(String service) throws Exception {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                        read(service + "/keyset.json"), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    @Test
    void keycloakGetsTheClientsSecretsInTheRealm() throws IOException {
        assertThat(read("keycloak/resolutionflow-realm.json"))
                .contains(read("handoff-service/RF_CLIENT_SECRET"))
                .doesNotContain("${RF_");
        assertThat(read("keycloak/keycloak.conf"))
                .contains("bootstrap-admin-password=" + instance().secrets().get("keycloak-admin"));
    }

    @Test
    void repeatingItChangesNothing() throws IOException {
        Map<String, String> before = all();
        write();
        assertThat(all()).isEqualTo(before).hasSizeGreaterThan(15);
    }

    private Instance instance() {
        return Instance.from(Map.of("RF_STATE_DIR", directory.resolve("state").toString()));
    }

    private Path out(String reader) {
        return directory.resolve("out").resolve(reader);
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve("out").resolve(file));
    }

    private TreeSet<String> names(String reader) throws IOException {
        try (var files = Files.list(out(reader))) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Map<String, String> all() throws IOException {
        Map<String, String> all = new HashMap<>();
        try (var files = Files.walk(directory.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.toString(), Files.readString(file));
            }
        }
        return all;
    }
}
