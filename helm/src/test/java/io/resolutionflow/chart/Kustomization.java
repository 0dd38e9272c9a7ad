package io.resolutionflow.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/**
 * A folder of k8s/, put together as Kustomize would. Only what these folders use of Kustomize is
 * known here, anything else fails; where the real one is installed a test compares the two.
 */
final class Kustomization {

    private static final Set<String> KNOWN =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "configMapGenerator",
                    "generatorOptions",
                    "labels");
    private static final Set<String> WITHOUT_NAMESPACE = Set.of("Namespace");

    private Kustomization() {}

    static List<Manifest> build(Path folder) throws IOException {
        Map<String, Object> file = Chart.map(Chart.read(folder.resolve("kustomization.yaml")));
        if (!KNOWN.containsAll(file.keySet())) {
            throw new IllegalArgumentException(folder + " uses " + file.keySet());
        }
        var all = new ArrayList<Manifest>();
        for (Object resource : (List<?>) file.get("resources")) {
            Path path = folder.resolve(String.valueOf(resource)).normalize();
            all.addAll(Files.isDirectory(path) ? build(path) : read(path));
        }
        for (var generator : Manifest.list(file, "configMapGenerator")) {
            all.add(configMap(folder, generator));
        }
        return all.stream().map(one -> finished(one, file)).toList();
    }

    private static List<Manifest> read(Path file) throws IOException {
        return StreamSupport.stream(new Yaml().loadAll(Files.readString(file)).spliterator(), false)
                .map(document -> new Manifest(Chart.map(document)))
                .toList();
    }

    private static Manifest configMap(Path folder, Map<String, Object> generator)
            throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        for (Object file : (List<?>) generator.get("files")) {
            data.put(String.valueOf(file), Files.readString(folder.resolve(String.valueOf(file))));
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "ConfigMap");
        content.put("metadata", new LinkedHashMap<>(Map.of("name", generator.get("name"))));
        content.put("data", data);
        return new Manifest(content);
    }

    private static Manifest finished(Manifest manifest, Map<String, Object> file) {
        Map<String, Object> content = Chart.copy(manifest.content());
        Map<String, Object> metadata = Chart.map(content.get("metadata"));
        if (!WITHOUT_NAMESPACE.contains(manifest.kind()) && file.get("namespace") != null) {
            metadata.put("namespace", file.get("namespace"));
        }
        Map<String, Object> labels = new LinkedHashMap<>(manifest.map("metadata.labels"));
        Manifest.list(file, "labels").forEach(one -> labels.putAll(Chart.map(one.get("pairs"))));
        if (!labels.isEmpty()) {
            metadata.put("labels", labels);
        }
        return new Manifest(content);
    }
}
