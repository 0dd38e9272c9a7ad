package io.resolutionflow.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One rendered Kubernetes object. */
record Manifest(Map<String, Object> content) {

    String kind() {
        return String.valueOf(content.get("kind"));
    }

    String name() {
        return text("metadata.name");
    }

    String id() {
        return kind() + "/" + name();
    }

    /** What stands at a dotted path. */
    Optional<Object> at(String path) {
        return at(content, path);
    }

    static Optional<Object> at(Map<String, Object> start, String path) {
        Object here = start;
        for (String step : path.split("\\.")) {
            if (!(here instanceof Map<?, ?> map) || map.get(step) == null) {
                return Optional.empty();
            }
            here = map.get(step);
        }
        return Optional.of(here);
    }

    String text(String path) {
        return at(path).map(String::valueOf).orElse("");
    }

    /** A list of maps; empty when absent. */
    List<Map<String, Object>> list(String path) {
        return list(content, path);
    }

    static List<Map<String, Object>> list(Map<String, Object> start, String path) {
        return at(start, path)
                .map(value -> ((List<?>) value).stream().map(Chart::map).toList())
                .orElse(List.of());
    }

    Map<String, Object> map(String path) {
        return at(path).map(Chart::map).orElse(Map.of());
    }

    /** The pod template of a Deployment or Job. */
    Optional<Map<String, Object>> podTemplate() {
        return at("spec.template").map(Chart::map);
    }

    Stream<Map<String, Object>> containers() {
        return podTemplate().stream().flatMap(pod -> list(pod, "spec.containers").stream());
    }
}
