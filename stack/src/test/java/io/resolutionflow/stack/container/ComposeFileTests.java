package io.resolutionflow.stack.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.system.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml is the same system as one machine's: it must not drift from the model. */
class ComposeFileTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> END = Set.of("secrets", "prepare", "seed", "ready");
    // one keeps the network and does nothing else; the other's image has no shell
    private static final Set<String> NO_CHECK = Set.of("network", "traces");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void hasEveryPartOfOneMachine() {
        assertThat(services).containsKeys("postgres", "kafka", "keycloak", "simulators");
        for (ServiceDefinition service : ServiceDefinition.values()) {
            assertThat(text(service.module(), "image"))
                    .isEqualTo(
                            "${RF_IMAGES:-resolutionflow}/"
                                    + service.module()
                                    + ":${RF_IMAGE_TAG:-0.1.0}");
        }
    }

    @Test
    void serversAreOfTheVersionsThatOneMachineRuns() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(text("kafka", "image"))
                .isEqualTo("apache/kafka:" + property(pom, "kafka-broker.version"));
        assertThat(text("keycloak", "image"))
                .isEqualTo("quay.io/keycloak/keycloak:" + property(pom, "keycloak.version"));
        assertThat(text("postgres", "image")).matches("pgvector/pgvector:\\d+\\.\\d+\\.\\d+-pg17");
        assertThat(property(pom, "image.tag")).isEqualTo("0.1.0");
    }

    @Test
    void everyImageIsPinned() {
        services.forEach((name, service) ->
                assertThat(String.valueOf(service.get("image")))
                        .as(name)
                        .matches(".+:(\\d|\\$\\{RF_IMAGE_TAG:-\\d).*"));
    }

    @Test
    void whatRunsOnShowsThatItIsReady() {
        services.forEach((name, service) -> {
            if (!END.contains(name) && !NO_CHECK.contains(name)) {
                assertThat(service).as(name).containsKey("healthcheck");
                assertThat(service).as(name).containsEntry("restart", "unless-stopped");
            }
        });
    }

    @Test
    void nothingStartsBeforeWhatItNeeds() {
        assertThat(waitsFor("prepare"))
                .containsEntry("postgres", "service_healthy")
                .containsEntry("kafka", "service_healthy");
        for (ServiceDefinition service : ServiceDefinition.values()) {
            if (service.schema().isPresent()) {
                assertThat(waitsFor(service.module()))
                        .containsEntry("prepare", "service_completed_successfully");
            }
            assertThat(waitsFor("seed")).containsEntry(service.module(), "service_healthy");
        }
        assertThat(waitsFor("seed")).containsEntry("keycloak", "service_healthy");
        assertThat(waitsFor("ready")).containsEntry("seed", "service_completed_successfully");
    }

    @Test
    void servicesListenWhereTheOthersLookForThem() {
        var ports = Instance.from(Map.of()).ports();
        for (ServiceDefinition service : ServiceDefinition.values()) {
            Map<String, Object> environment = environment(service.module());
            assertThat(standard(environment.get("SERVER_PORT")))
                    .isEqualTo(String.valueOf(service.port().standard()));
            assertThat(environment)
                    .containsEntry(
                            "MANAGEMENT_SERVER_PORT",
                            String.valueOf(ports.management(service.port())));
        }
        assertThat(environment("postgres"))
                .containsEntry("PGPORT", String.valueOf(PortName.POSTGRES.standard()));
        assertThat(environment("kafka"))
                .containsEntry(
                        "KAFKA_ADVERTISED_LISTENERS",
                        "PLAINTEXT://127.0.0.1:" + PortName.KAFKA.standard());
    }

    @Test
    void onlyThisMachineReachesIt() {
        services.forEach((name, service) -> {
            if (name.equals("network")) {
                assertThat(list(service.get("ports")))
                        .isNotEmpty()
                        .allMatch(port -> port.startsWith("127.0.0.1:"));
            } else {
                assertThat(service).as(name).doesNotContainKey("ports");
            }
        });
        services.keySet().stream()
                .filter(name -> environment(name).containsKey("RF_BIND_ADDRESS"))
                .forEach(name ->
                        assertThat(environment(name))
                                .containsEntry(
                                        "RF_BIND_ADDRESS",
                                        name.equals("gateway") ? "0.0.0.0" : "127.0.0.1"));
    }

    @Test
    void noSecretStandsInAnEnvironment() {
        services.forEach((name, _) ->
                environment(name)
                        .forEach((variable, value) -> {
                            if (Pattern.compile("PASSWORD|SECRET|_KEY$").matcher(variable).find()
                                    && !variable.endsWith("_FILE")) {
                                // passed on from the caller's shell, when it has it
                                assertThat(value).as(name + " " + variable).isNull();
                            }
                        }));
    }

    @Test
    void aServiceSeesItsOwnSecretsOnly() {
        for (ServiceDefinition service : ServiceDefinition.values()) {
            if (service.schema().isPresent()) {
                assertThat(list(services.get(service.module()).get("volumes")))
                        .containsExactly(
                                "secrets-" + service.module() + ":/etc/resolutionflow/secrets:ro");
            }
        }
    }

    @Test
    void servicesRunWithoutRightsOnAReadOnlyRoot() {
        for (ServiceDefinition service : ServiceDefinition.values()) {
            assertThat(services.get(service.module()))
                    .containsEntry("read_only", true)
                    .containsEntry("user", "10001:10001")
                    .containsEntry("cap_drop", List.of("ALL"));
        }
    }

    @Test
    void theTrainingTouchesTheServicesAndNothingElse() throws IOException {
        Map<String, Object> training =
                map(new Yaml().load(Files.readString(ROOT.resolve("stack/compose/training.yml"))));
        assertThat(map(training.get("services")).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(ServiceDefinition.values()).stream()
                                .map(ServiceDefinition::module)
                                .toList());
    }

    private static Map<String, Map<String, Object>> services() {
        try {
            Map<String, Object> file =
                    map(new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml"))));
            return map(file.get("services")).entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> map(entry.getValue()),
                                    (one, _) -> one,
                                    TreeMap::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String text(String service, String key) {
        return String.valueOf(services.get(service).get(key));
    }

    private Map<String, Object> environment(String service) {
        Object environment = services.get(service).get("environment");
        return environment == null ? Map.of() : map(environment);
    }

    private Map<String, Object> waitsFor(String service) {
        Map<String, Object> conditions = new TreeMap<>();
        if (services.get(service).get("depends_on") instanceof Map<?, ?> depends) {
            map(depends).forEach((name, how) -> conditions.put(name, map(how).get("condition")));
        }
        return conditions;
    }

    // ${NAME:-8080}
    private static String standard(Object value) {
        return String.valueOf(value).replaceAll("^\\$\\{\\w+:-(.*)}$", "$1");
    }

    private static String property(String pom, String name) {
        var matcher = Pattern.compile("<" + name + ">([^<]+)</").matcher(pom);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static List<String> list(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> values) {
            values.forEach(one -> texts.add(String.valueOf(one)));
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
