package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** The gateway's table and rates against what the running services offer: nobody is left out. */
class RouteTableIT {

    private static final Path GATEWAY = Path.of("..", "gateway", "src", "main", "resources");

    private record Row(String path, String service) {}

    @TestFactory
    Stream<DynamicTest> every_public_operation_is_routed_to_its_service_and_has_a_rate()
            throws IOException {
        List<Row> table = table();
        List<String> rates = rates();
        return OperationCatalogue.read().stream()
                .map(operation ->
                        DynamicTest.dynamicTest(
                                operation.name(),
                                () -> {
                                    String path = operation.path().replaceAll("\\{[^}]+}", "x");
                                    assertThat(
                                                    table.stream()
                                                            .filter(row ->
                                                                    matches(row.path(), path))
                                                            .map(Row::service)
                                                            .findFirst())
                                            .contains(operation.service());
                                    assertThat(rates)
                                            .anyMatch(rule ->
                                                    rule.startsWith(operation.method() + " ")
                                                            && matches(rule.split(" ")[1], path));
                                }));
    }

    private static boolean matches(String pattern, String path) {
        String regex = pattern.replace("/**", "(/.+)?").replaceAll("(?<=/)\\*(?=/|$)", "[^/]+");
        return path.matches(regex);
    }

    @SuppressWarnings("unchecked")
    private static List<Row> table() throws IOException {
        Map<String, Object> settings =
                new Yaml().load(Files.readString(GATEWAY.resolve("application.yml")));
        var routes = (Map<String, Object>) ((Map<String, Object>) settings.get("rf")).get("routes");
        return ((List<Map<String, Object>>) routes.get("table"))
                .stream()
                        .flatMap(entry ->
                                ((List<String>) entry.get("paths"))
                                        .stream()
                                                .map(path ->
                                                        new Row(
                                                                path,
                                                                String.valueOf(
                                                                        entry.get("service")))))
                        .collect(Collectors.toList());
    }

    private static List<String> rates() throws IOException {
        return new Yaml()
                .<Map<String, List<String>>>load(Files.readString(GATEWAY.resolve("rates.yml")))
                .get("rf.limits.rules");
    }
}
