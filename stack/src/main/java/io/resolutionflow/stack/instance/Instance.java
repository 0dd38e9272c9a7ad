package io.resolutionflow.stack.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One running system on this machine. Two of them can stand side by side when their state
 * directories and ports differ.
 *
 * @param repository root of the source tree, where the built programs are
 * @param environment what the user gave, e.g. model keys
 */
public record Instance(
        Path repository,
        StateDirectory state,
        Ports ports,
        Secrets secrets,
        Map<String, String> environment) {

    private static final String SAVED = "ports.properties";

    /**
     * Reads {@code RF_HOME}, {@code RF_STATE_DIR} and the ports; a running instance's own ports win
     * over defaults.
     */
    public static Instance from(Map<String, String> environment) {
        Path repository =
                Path.of(environment.getOrDefault("RF_HOME", ".")).toAbsolutePath().normalize();
        Path root =
                Optional.ofNullable(environment.get("RF_STATE_DIR"))
                        .filter(value -> !value.isBlank())
                        .map(value -> Path.of(value).toAbsolutePath().normalize())
                        .orElse(repository.resolve(".rf"));
        var state = new StateDirectory(root);
        return new Instance(
                repository,
                state,
                Ports.from(environment, saved(root)),
                new Secrets(root.resolve("secrets")),
                Map.copyOf(environment));
    }

    /**
     * Directory for what all instances of this source tree share, such as downloaded root file
     * systems.
     */
    public Path shared() {
        return repository.resolve(".rf");
    }

    /** Lets later commands find the instance without repeating {@code RF_PORT_*}. */
    public void savePorts() {
        var properties = new Properties();
        properties.putAll(ports.asVariables());
        try (var out = Files.newOutputStream(state.run().resolve(SAVED))) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + SAVED, e);
        }
    }

    public void forgetPorts() throws IOException {
        Files.deleteIfExists(state.run().resolve(SAVED));
    }

    public String issuer() {
        return ports.http(PortName.KEYCLOAK) + "/realms/resolutionflow";
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Map<String, String> saved(Path root) {
        Path file = root.resolve("run").resolve(SAVED);
        if (Files.notExists(file)) {
            return Map.of();
        }
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        var saved = new HashMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(name -> saved.put(name, properties.getProperty(name)));
        return saved;
    }
}
