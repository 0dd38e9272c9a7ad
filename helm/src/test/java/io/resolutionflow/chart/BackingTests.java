package io.resolutionflow.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * k8s/: what it makes of every folder, and that trial and production name what the system names.
 */
class BackingTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path K8S = ROOT.resolve("k8s");
    private static final Set<String> WRITABLE_ROOT = Set.of("kafka", "keycloak");

    @ParameterizedTest
    @ValueSource(strings = {"base", "trial", "production"})
    void everyObjectWouldBeTaken(String folder) throws IOException {
        assertThat(Kustomization.build(K8S.resolve(folder)))
                .isNotEmpty()
                .allSatisfy(manifest -> {
                    assertThat(
                                    OperatorKinds.knows(manifest)
                                            ? OperatorKinds.findings(manifest)
                                            : StrictModels.findings(manifest))
                            .isEmpty();
                    assertThat(manifest.text("metadata.labels"))
                            .as(manifest.id())
                            .contains("part-of=resolutionflow");
                    if (!manifest.kind().equals("Namespace")) {
                        assertThat(manifest.text("metadata.namespace"))
                                .isEqualTo("resolutionflow-backing");
                    }
                });
    }

    /** Kustomize itself, where it is installed, says the same as the few lines that stand in. */
    @ParameterizedTest
    @ValueSource(strings = {"base", "trial", "production"})
    void kustomizeMakesTheSameOfIt(String folder) throws IOException, InterruptedException {
        assumeTrue(succeeds("kubectl", "kustomize", "--help"), "kubectl is not installed here");
        var process =
                new ProcessBuilder("kubectl", "kustomize", K8S.resolve(folder).toString()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Map<String, Object> theirs = new TreeMap<>();
        StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
                .map(document -> new Manifest(Chart.map(document)))
                .forEach(one -> theirs.put(one.id(), one.content()));
        Map<String, Object> ours = new TreeMap<>();
        Kustomization.build(K8S.resolve(folder)).forEach(one -> ours.put(one.id(), one.content()));

        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void thePodsOfTheTrialKeepToTheRestrictedStandard() throws IOException {
        for (Manifest manifest : Kustomization.build(K8S.resolve("trial"))) {
            for (Map<String, Object> container : manifest.containers().toList()) {
                String name = manifest.name();
                Map<String, Object> pod = manifest.podTemplate().orElseThrow();
                assertThat(Manifest.at(pod, "spec.automountServiceAccountToken")).contains(false);
                assertThat(Manifest.at(pod, "spec.securityContext.runAsNonRoot")).contains(true);
                assertThat(Manifest.at(container, "securityContext.allowPrivilegeEscalation"))
                        .contains(false);
                assertThat(Manifest.at(container, "securityContext.capabilities.drop"))
                        .contains(List.of("ALL"));
                assertThat(Manifest.at(container, "securityContext.readOnlyRootFilesystem"))
                        .as(name)
                        .contains(!WRITABLE_ROOT.contains(name));
                assertThat(Manifest.at(container, "resources.limits.memory")).isPresent();
                if (manifest.kind().equals("StatefulSet")) {
                    assertThat(container)
                            .as(name)
                            .containsKeys("startupProbe", "readinessProbe", "livenessProbe");
                }
            }
        }
    }

    @Test
    void theTrialRunsWhatTheComposeFileRuns() throws IOException {
        Map<String, Object> compose =
                Chart.map(
                        Chart.map(Chart.read(ROOT.resolve("docker-compose.yml"))).get("services"));
        Map<String, String> images = new TreeMap<>();
        for (Manifest manifest : Kustomization.build(K8S.resolve("trial"))) {
            manifest.containers()
                    .forEach(one -> images.put(manifest.name(), String.valueOf(one.get("image"))));
        }

        assertThat(images)
                .containsEntry("postgresql", image(compose, "postgres"))
                .containsEntry("kafka", image(compose, "kafka"))
                .containsEntry("keycloak", image(compose, "keycloak"))
                .containsEntry("prepare", "resolutionflow/stack:" + property("image.tag"));
    }

    @Test
    void productionRunsTheVersionsOfTheBuild() throws IOException {
        assertThat(production("Kafka").getFirst().text("spec.kafka.version"))
                .isEqualTo(property("kafka-broker.version"));
        assertThat(production("Keycloak").getFirst().text("spec.image"))
                .endsWith(":" + property("keycloak.version"));
    }

    @Test
    void topicsAreThoseOfTheContractsAndTheirDeadLetters() throws IOException {
        String contract =
                Files.readString(
                        ROOT.resolve(
                                "contracts/src/main/java/io/resolutionflow/contracts/event/Topics.java"));
        Set<String> wanted = new TreeSet<>();
        Pattern.compile("\"(rf\\.[a-z0-9]+\\.events)\"")
                .matcher(contract)
                .results()
                .forEach(one -> wanted.addAll(List.of(one.group(1), one.group(1) + "-dlt")));

        assertThat(wanted).hasSize(10);
        assertThat(names(production("KafkaTopic"))).isEqualTo(wanted);
        assertThat(production("KafkaTopic"))
                .allMatch(topic -> topic.text("spec.partitions").equals("6"));
    }

    @Test
    void everyServiceMayDoInKafkaWhatTheTopologySaysAndNothingElse() throws IOException {
        Map<String, Set<String>> wanted = new TreeMap<>();
        Chart.topology()
                .forEach((name, value) -> {
                    Map<String, Object> service = Chart.map(value);
                    if (service.containsKey("publishes")) {
                        wanted.put(name, rights(name, service));
                    }
                });
        // its live streams follow its own topic, each process with a group of its own
        wanted.get("handoff-service").add("topic rf.handoff.events literal Read");

        Map<String, Set<String>> given = new TreeMap<>();
        for (Manifest user : production("KafkaUser")) {
            Set<String> rights = new TreeSet<>();
            for (Map<String, Object> acl : user.list("spec.authorization.acls")) {
                Map<String, Object> resource = Chart.map(acl.get("resource"));
                for (Object operation : (List<?>) acl.get("operations")) {
                    rights.add(
                            "%s %s %s %s"
                                    .formatted(
                                            resource.get("type"),
                                            resource.get("name"),
                                            resource.get("patternType"),
                                            operation));
                }
            }
            given.put(user.name(), rights);
        }

        assertThat(given).isEqualTo(wanted);
    }

    @Test
    void setUpIsWhatServiceDatabaseDoes() throws Exception {
        String written = Files.readString(K8S.resolve("production/setup.sql"));
        List<String> statements =
                written.lines().filter(line -> line.endsWith(";")).map(String::strip).toList();

        List<String> expected = new ArrayList<>();
        for (String schema : schemas()) {
            for (String statement : RecordedStatements.of(schema)) {
                expected.add(statement.replaceAll(" password '.*'$", "") + ";");
            }
        }
        assertThat(statements).containsExactlyElementsOf(expected);
    }

    @Test
    void rolesThatLogInHaveAPasswordAndKeepTheirMembership() throws IOException {
        Map<String, Map<String, Object>> roles =
                production("Cluster").getFirst().list("spec.managed.roles").stream()
                        .collect(
                                Collectors.toMap(
                                        one -> String.valueOf(one.get("name")), one -> one));
        Set<String> wanted = new TreeSet<>(Set.of("keycloak"));
        for (String schema : schemas()) {
            wanted.add("rf_" + schema + "_owner");
            wanted.add("rf_" + schema + "_app");
            assertThat(roles.get("rf_" + schema + "_owner"))
                    .containsEntry("inRoles", List.of("rf_" + schema + "_definer"));
        }
        assertThat(roles.keySet()).isEqualTo(wanted);
        assertThat(roles.values())
                .allSatisfy(role -> assertThat(role).containsKey("passwordSecret"));
    }

    @Test
    void theRealmIsTheRepositorysWithoutDemoPeople() throws IOException {
        Map<String, Object> realm =
                Chart.map(
                        Chart.read(
                                ROOT.resolve(
                                        "stack/src/main/resources/keycloak/resolutionflow-realm.json")));
        realm.remove("users");
        List<Map<String, Object>> clients = new ArrayList<>(Manifest.list(realm, "clients"));
        clients.removeIf(client -> client.get("clientId").equals("rf-cli"));
        Map<String, Object> web = clients.getFirst();
        web.put("rootUrl", "${RF_WEB_ORIGIN}");
        web.put("redirectUris", List.of("${RF_WEB_ORIGIN}/*"));
        web.put("webOrigins", List.of("${RF_WEB_ORIGIN}"));
        realm.put("clients", clients);

        Manifest imported = production("KeycloakRealmImport").getFirst();
        assertThat(imported.map("spec.realm")).isEqualTo(realm);
        assertThat(imported.map("spec.placeholders").keySet())
                .isEqualTo(
                        Pattern.compile("\\$\\{(RF_\\w+)}")
                                .matcher(String.valueOf(imported.map("spec.realm")))
                                .results()
                                .map(one -> one.group(1))
                                .collect(Collectors.toSet()));
    }

    @Test
    void servicesReachThePortsThatTheChartSendsThemTo() throws IOException {
        Manifest policy =
                Kustomization.build(K8S.resolve("base")).stream()
                        .filter(one -> one.name().equals("allow-services"))
                        .findFirst()
                        .orElseThrow();
        Set<String> open =
                Manifest.list(policy.list("spec.ingress").getFirst(), "ports").stream()
                        .map(one -> String.valueOf(one.get("port")))
                        .collect(Collectors.toSet());
        Map<String, Object> values = Chart.defaults();

        assertThat(open)
                .contains(
                        String.valueOf(Manifest.at(values, "postgresql.port").orElseThrow()),
                        String.valueOf(Manifest.at(values, "kafka.port").orElseThrow()),
                        String.valueOf(
                                production("Kafka")
                                        .getFirst()
                                        .list("spec.kafka.listeners")
                                        .getFirst()
                                        .get("port")));
    }

    @Test
    void theChartTakesTheTrialsValuesAndFindsItsServices() throws IOException {
        Map<String, Object> values = Chart.map(Chart.read(K8S.resolve("trial/values.yaml")));
        Set<String> services =
                names(
                        Kustomization.build(K8S.resolve("trial")).stream()
                                .filter(one -> one.kind().equals("Service"))
                                .toList());

        assertThat(Chart.render(values)).isNotEmpty();
        assertThat(Manifest.at(values, "postgresql.host"))
                .contains("postgresql.resolutionflow-backing");
        assertThat(Manifest.at(values, "kafka.bootstrapServers"))
                .contains("kafka.resolutionflow-backing:9092");
        assertThat(String.valueOf(Manifest.at(values, "keycloak.issuerUri").orElseThrow()))
                .startsWith("http://keycloak.resolutionflow-backing:8081/");
        assertThat(services).contains("postgresql", "kafka", "keycloak");
    }

    @Test
    void theReadmeListsEverySecretThatMustExist() throws IOException {
        String readme = Files.readString(K8S.resolve("README.md"));
        String production =
                Kustomization.build(K8S.resolve("production")).stream()
                        .map(one -> String.valueOf(one.content()))
                        .collect(Collectors.joining());
        Set<String> secrets =
                Pattern.compile("(?:[sS]ecret=\\{name=|tlsSecret=)([a-z0-9-]+)")
                        .matcher(production)
                        .results()
                        .map(one -> one.group(1).replaceAll("rf-[a-z0-9]+-", "rf-<schema>-"))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
        assertThat(secrets).allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    private static Set<String> rights(String name, Map<String, Object> service) {
        Set<String> rights = new TreeSet<>();
        for (String operation : List.of("Describe", "Write")) {
            rights.add("topic " + service.get("publishes") + " literal " + operation);
        }
        for (Map<String, Object> followed : Manifest.list(service, "follows")) {
            String topic = String.valueOf(followed.get("topic"));
            rights.add("topic " + topic + " literal Describe");
            rights.add("topic " + topic + " literal Read");
            rights.add("topic " + topic + "-dlt literal Describe");
            rights.add("topic " + topic + "-dlt literal Write");
            rights.add("group " + name + ". prefix Describe");
            rights.add("group " + name + ". prefix Read");
            assertThat(String.valueOf(followed.get("group"))).startsWith(name + ".");
        }
        return rights;
    }

    private static List<String> schemas() {
        return List.of("session", "l1", "handoff", "psa", "ai");
    }

    private static List<Manifest> production(String kind) throws IOException {
        return Kustomization.build(K8S.resolve("production")).stream()
                .filter(one -> one.kind().equals(kind))
                .toList();
    }

    private static Set<String> names(List<Manifest> manifests) {
        return manifests.stream()
                .map(Manifest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String image(Map<String, Object> compose, String service) {
        return String.valueOf(Chart.map(compose.get(service)).get("image"));
    }

    private static String property(String name) throws IOException {
        var matcher =
                Pattern.compile("<" + name + ">([^<]+)</")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
