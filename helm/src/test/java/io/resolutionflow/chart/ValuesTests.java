package io.resolutionflow.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong values are stopped: hundreds of single mistakes, each alone in values that are right. */
class ValuesTests {

    record Mistake(String what, Map<String, Object> values) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            Files.readString(Chart.DIRECTORY.resolve("values.schema.json")),
                            InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theValuesOfEveryTestedInstallationAreRight() {
        for (Map<String, Object> values : Toggles.pairwise(30)) {
            assertThat(refusals(values)).isEmpty();
        }
    }

    @Test
    void everySingleMistakeIsStopped() {
        List<Mistake> mistakes = mistakes();

        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(500);
        assertThat(mistakes.stream().filter(mistake -> refusals(mistake.values()).isEmpty()))
                .isEmpty();
    }

    @Test
    void aServersCertificateIsNotVerifiedWithoutItsAuthority() {
        for (String mode : List.of("verify-ca", "verify-full")) {
            assertThat(refusals(Chart.merged(Chart.values(), Map.of("postgresql.sslMode", mode))))
                    .isNotEmpty();
        }
    }

    /** Helm reads the same schema: every twentieth mistake is given to Helm itself. */
    static Stream<Mistake> some() {
        List<Mistake> all = mistakes();
        return IntStream.range(0, all.size()).filter(n -> n % 20 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("some")
    void helmStopsThemToo(Mistake mistake) {
        assertThatThrownBy(() -> Chart.render(mistake.values()))
                .hasMessageContaining("don't meet the specifications of the schema");
    }

    private static List<String> refusals(Map<String, Object> values) {
        var json = new com.google.gson.Gson().toJson(values);
        return SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    static List<Mistake> mistakes() {
        Map<String, Object> right = Chart.values();
        var mistakes = new ArrayList<Mistake>();
        leaves("", right)
                .forEach((path, value) -> {
                    mistakes.add(mistake(path + " is a list of lists", path, List.of(List.of(1))));
                    mistakes.add(
                            mistake(path + " is an object", path, Map.of("x", Map.of("y", 1))));
                    if (!free(path)) {
                        mistakes.add(missing(path));
                    }
                    switch (value) {
                        case Boolean _ -> {
                            mistakes.add(mistake(path + " is a word", path, "yes please"));
                            mistakes.add(mistake(path + " is a number", path, 1));
                        }
                        case Integer _ -> {
                            mistakes.add(mistake(path + " is a word", path, "three"));
                            mistakes.add(mistake(path + " is negative", path, -1));
                            mistakes.add(mistake(path + " is huge", path, 10_000_000));
                            mistakes.add(mistake(path + " is a fraction", path, 1.5));
                        }
                        case String _ -> {
                            mistakes.add(mistake(path + " is a number", path, 7));
                            mistakes.add(mistake(path + " is a truth", path, true));
                        }
                        default -> mistakes.add(mistake(path + " is a word", path, "all of them"));
                    }
                });
        objects("", right)
                .forEach(path ->
                        mistakes.add(
                                mistake(
                                        path + " has an unknown key",
                                        path.isEmpty() ? "replicaz" : path + ".replicaz",
                                        2)));
        mistakes.addAll(special());
        return mistakes;
    }

    private static List<Mistake> special() {
        return List.of(
                mistake("a memory without a unit", "gateway.memory", "512"),
                mistake("a memory of kilobytes", "gateway.memory", "512Ki"),
                mistake("one process", "services.session-service.autoscaling.minReplicas", 1),
                mistake(
                        "more consumers than partitions",
                        "services.session-service.keda.maxReplicas",
                        7),
                mistake(
                        "a secret among the settings",
                        "gateway.env",
                        Map.of("RF_CLIENT_SECRET", "x")),
                mistake(
                        "a key among the settings",
                        "services.ai-gateway-service.env",
                        Map.of("RF_OPENAI_API_KEY", "x")),
                mistake("a setting of somebody else", "gateway.env", Map.of("PATH", "/bin")),
                mistake(
                        "a password among Kafka's settings",
                        "kafka.properties",
                        Map.of("sasl.jaas.config", "x")),
                mistake("every origin", "corsOrigins", List.of("*")),
                mistake("an origin with a path", "corsOrigins", List.of("https://a.example.com/x")),
                mistake("a proxy by name", "trustedProxies", List.of("proxy.example.com")),
                mistake("an issuer without a scheme", "keycloak.issuerUri", "sign-in.example.com"),
                mistake("an unknown TLS mode", "postgresql.sslMode", "maybe"),
                mistake("an unknown pull policy", "image.pullPolicy", "Sometimes"),
                mistake("a port behind the last", "postgresql.port", 65_536),
                mistake("more than all traces", "telemetry.sampling", 1.01),
                mistake("a route without hosts", "route.enabled", true),
                mistake("an ingress without a host", "ingress.enabled", true),
                mistake(
                        "external secrets without a store",
                        "secrets.externalSecrets.enabled",
                        true),
                mistake("mail without a sender", "smtp.host", "mail.example.com"),
                mistake("alerts without a runbook", "monitoring.rules", true),
                mistake("no brokers", "kafka.bootstrapServers", ""),
                mistake("brokers without a port", "kafka.bootstrapServers", "kafka"));
    }

    private static Mistake mistake(String what, String path, Object value) {
        return new Mistake(what, Chart.merged(Chart.values(), Map.of(path, value)));
    }

    private static Mistake missing(String path) {
        Map<String, Object> values = Chart.copy(Chart.values());
        int dot = path.lastIndexOf('.');
        Map<String, Object> parent =
                dot < 0
                        ? values
                        : Chart.map(Manifest.at(values, path.substring(0, dot)).orElseThrow());
        // what null means to Helm: the default is taken away as well
        parent.put(path.substring(dot + 1), null);
        return new Mistake(path + " is missing", values);
    }

    // maps whose keys are the installation's own
    private static boolean free(String path) {
        return path.contains("Labels.");
    }

    private static Map<String, Object> leaves(String path, Map<String, Object> values) {
        var leaves = new TreeMap<String, Object>();
        values.forEach((key, value) -> {
            String here = path.isEmpty() ? key : path + "." + key;
            if (value instanceof Map<?, ?> map && !map.isEmpty() && !here.endsWith("Labels")) {
                leaves.putAll(leaves(here, Chart.map(value)));
            } else {
                leaves.put(here, value);
            }
        });
        return leaves;
    }

    private static List<String> objects(String path, Map<String, Object> values) {
        var objects = new ArrayList<>(List.of(path));
        values.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && !map.isEmpty() && !key.endsWith("Labels")) {
                objects.addAll(objects(path.isEmpty() ? key : path + "." + key, Chart.map(value)));
            }
        });
        return objects;
    }
}
