package io.resolutionflow.stack.container;

import io.resolutionflow.stack.backing.Databases;
import io.resolutionflow.stack.backing.KeycloakServer;
import io.resolutionflow.stack.backing.RealmFile;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.system.ServiceDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * One directory a reader, with exactly the secrets this reader needs, owned by the user it runs as:
 * a container mounts its own directory and no other. Services read each file as the setting of its
 * name.
 */
final class SecretFiles {

    /** For whoever copies the files to where they are read. */
    static final Owner KEEP = (path, user, group) -> {};

    /** Gives a file or directory to a user of another container; needs root. */
    static final Owner CHOWN =
            (path, user, group) -> {
                Files.setAttribute(path, "unix:gid", group);
                Files.setAttribute(path, "unix:uid", user);
            };

    // what they keep of customers' systems is sealed with a key of their own
    private static final Set<ServiceDefinition> SEALING =
            EnumSet.of(
                    ServiceDefinition.PSA_WRITEBACK,
                    ServiceDefinition.HANDOFF,
                    ServiceDefinition.AI_GATEWAY);

    // users of the public images and of ours (docs/images.md)
    private static final int ROOT = 0;
    private static final int KEYCLOAK = 1000;
    private static final int SERVICE = 10001;

    private static final int MARKER_KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Instance instance;
    private final Path directory;
    private final Owner owner;

    @FunctionalInterface
    interface Owner {
        void give(Path path, int user, int group) throws IOException;
    }

    SecretFiles(Instance instance, Path directory, Owner owner) {
        this.instance = instance;
        this.directory = directory;
        this.owner = owner;
    }

    void write() throws IOException {
        var secrets = instance.secrets();
        Place postgres = place("postgres", ROOT, ROOT);
        postgres.file("password", secrets.get("postgres"));
        Place keycloak = place("keycloak", KEYCLOAK, ROOT);
        keycloak.file("resolutionflow-realm.json", RealmFile.of(instance));
        keycloak.file(
                "keycloak.conf",
                "bootstrap-admin-username=admin\nbootstrap-admin-password="
                        + secrets.get("keycloak-admin")
                        + "\n");
        for (ServiceDefinition service : ServiceDefinition.values()) {
            if (service.schema().isPresent()) {
                String schema = service.schema().get();
                Place place = place(service.module(), SERVICE, SERVICE);
                place.file("RF_DB_OWNER_PASSWORD", Databases.ownerPassword(secrets, schema));
                place.file("RF_DB_APP_PASSWORD", Databases.appPassword(secrets, schema));
                place.file(
                        "RF_CLIENT_SECRET",
                        KeycloakServer.clientSecret(instance, service.module()));
                if (service == ServiceDefinition.PSA_WRITEBACK) {
                    // the key by which it knows its own notes again, beside the keyset
                    place.once("keyset.json.marker", markerKey());
                }
                if (SEALING.contains(service)) {
                    place.once("keyset.json", Keyset.fresh(random));
                }
            }
        }
    }

    private String markerKey() {
        byte[] key = new byte[MARKER_KEY_BYTES];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private Place place(String reader, int user, int group) throws IOException {
        Path path = Files.createDirectories(directory.resolve(reader));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        owner.give(path, user, group);
        return new Place(path, user, group);
    }

    private final class Place {

        private final Path path;
        private final int user;
        private final int group;

        Place(Path path, int user, int group) {
            this.path = path;
            this.user = user;
            this.group = group;
        }

        // a lost key is lost data: never made twice
        void once(String name, String content) throws IOException {
            if (Files.notExists(path.resolve(name))) {
                file(name, content);
            }
        }

        // whole or not at all: a reader may start at any moment
        void file(String name, String content) throws IOException {
            Path fresh = path.resolve("." + name + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
            owner.give(fresh, user, group);
            Files.move(
                    fresh,
                    path.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
