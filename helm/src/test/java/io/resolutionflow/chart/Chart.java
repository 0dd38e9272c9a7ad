package io.resolutionflow.chart;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The chart, rendered by Helm itself. A set of values is rendered once per test run. */
final class Chart {

    static final Path DIRECTORY = Path.of("resolutionflow").toAbsolutePath();
    static final String RELEASE = "desk";

    private static final Map<String, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

    /** In the rendered copy hooks carry this in place of {@code helm.sh/hook}. */
    static final String HOOK = "hook.test/hook";

    private static final Path WITH_HOOKS = withHooks();

    private Chart() {}

    // the binding leaves hooks out of what it renders: a copy in which they are plain objects
    private static Path withHooks() {
        try {
            Path copy = Path.of("target", "chart-with-hooks").toAbsolutePath();
            copy(DIRECTORY, copy);
            try (var files = Files.walk(copy.resolve("templates"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.writeString(file, Files.readString(file).replace("helm.sh/hook", HOOK));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a tree over what may be there. */
    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** The values of the chart with what every installation must say. */
    static Map<String, Object> values() {
        Map<String, Object> values = defaults();
        set(values, "keycloak.issuerUri", "https://sign-in.example.com/realms/resolutionflow");
        set(values, "postgresql.egress.podLabels", Map.of("part", "postgresql"));
        set(values, "kafka.egress.podLabels", Map.of("part", "kafka"));
        set(values, "keycloak.egress.cidrs", List.of("203.0.113.7/32"));
        return values;
    }

    static Map<String, Object> defaults() {
        return map(read(DIRECTORY.resolve("values.yaml")));
    }

    static Map<String, Object> topology() {
        return map(read(DIRECTORY.resolve("files/topology.yaml")));
    }

    /** Renders with exactly these values; fails as Helm does. */
    static List<Manifest> render(Map<String, Object> values) {
        return RENDERED.computeIfAbsent(new Yaml().dump(values), Chart::template);
    }

    private static List<Manifest> template(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                String text =
                        new Helm(WITH_HOOKS)
                                .template()
                                .withName(RELEASE)
                                .withNamespace("resolutionflow")
                                .withKubeVersion("1.33.0")
                                .withValuesFile(file)
                                .call();
                return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
                        .filter(document -> document != null)
                        .map(document -> new Manifest(map(document)))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a value at a dotted path whose parents exist. */
    static void set(Map<String, Object> values, String path, Object value) {
        var steps = new ArrayList<>(List.of(path.split("\\.")));
        String last = steps.removeLast();
        Map<String, Object> place = values;
        for (String step : steps) {
            place = map(place.get(step));
        }
        place.put(last, value);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("not a map: " + value);
    }

    /** A copy that shares nothing that can change. */
    static Map<String, Object> copy(Map<String, Object> values) {
        return map(new Yaml().load(new Yaml().dump(values)));
    }

    static Map<String, Object> merged(Map<String, Object> values, Map<String, Object> changes) {
        var all = new HashMap<>(new LinkedHashMap<>(copy(values)));
        changes.forEach((path, value) -> set(all, path, value));
        return all;
    }

    static Object read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
