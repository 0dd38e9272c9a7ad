package io.resolutionflow.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The chart against Helm's lint and the rules of {@link Policies}, in every way it can be set. */
class ChartTests {

    static Stream<Map<String, Object>> installations() {
        return Toggles.pairwise(30).stream();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyInstallationKeepsEveryRule(Map<String, Object> values) {
        assertThat(Policies.findings(Chart.render(values))).isEmpty();
    }

    @Test
    void theSuiteIsAsLargeAsItSays() {
        int installations = Toggles.pairwise(30).size();
        int mistakes = ValuesTests.mistakes().size();
        System.out.printf(
                "chart: %d installations rendered, %d wrong values stopped, %d exceptions from the tools' rules%n",
                installations, mistakes, Policies.EXCEPTIONS.size());

        assertThat(installations).isGreaterThanOrEqualTo(30);
        assertThat(mistakes).isGreaterThanOrEqualTo(500);
        assertThat(Policies.EXCEPTIONS).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void everyExceptionIsNeeded() {
        assertThat(Policies.EXCEPTIONS.keySet())
                .allSatisfy(exception ->
                        assertThat(Policies.everyFinding(Chart.render(Chart.values())))
                                .anyMatch(finding -> finding.endsWith(exception)));
    }

    @Test
    void lintFindsNothing(@TempDir Path directory) throws Exception {
        Path chart = directory.resolve("resolutionflow");
        Chart.copy(Chart.DIRECTORY, chart);
        Files.writeString(chart.resolve("values.yaml"), new Yaml().dump(Chart.values()));

        var result = new Helm(chart).lint().strict().call();

        assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
    }

    @Test
    void withoutAnIssuerNothingIsInstalled() {
        assertThatThrownBy(() -> Chart.render(Chart.defaults()))
                .hasMessageContaining("keycloak.issuerUri");
    }

    @Test
    void aServiceGetsAddressesOfThoseItCallsAndOfNobodyElse() {
        var l1 = environment("l1-walk-service");

        assertThat(l1)
                .containsEntry("RF_AI_GATEWAY_SERVICE_URL", "http://desk-ai-gateway-service:8105")
                .containsEntry(
                        "RF_PSA_WRITEBACK_SERVICE_URL", "http://desk-psa-writeback-service:8104")
                .doesNotContainKeys("RF_HANDOFF_SERVICE_URL", "RF_L1_WALK_SERVICE_URL");
    }

    @Test
    void servicesOnlyCheckTheSchemaWhenJobsMigrate() {
        assertThat(environment("session-service")).containsEntry("RF_MIGRATIONS", "check");
        assertThat(job("desk-session-service-migration")).containsEntry("RF_MIGRATIONS", "only");
    }

    @Test
    void migrationsRunBeforeTheServicesAndAfterTheirSecretsAndNetworkRules() {
        var values =
                Chart.merged(
                        Chart.values(),
                        Map.of(
                                "secrets.externalSecrets.enabled",
                                true,
                                "secrets.externalSecrets.store.name",
                                "vault"));
        Map<String, Integer> weights = new HashMap<>();
        for (Manifest manifest : Chart.render(values)) {
            Map<String, Object> annotations = manifest.map("metadata.annotations");
            if (manifest.name().endsWith("-session-service-migration")) {
                assertThat(annotations.get(Chart.HOOK))
                        .as(manifest.id())
                        .isEqualTo("pre-install,pre-upgrade");
                weights.put(
                        manifest.kind(),
                        Integer.valueOf(String.valueOf(annotations.get(Chart.HOOK + "-weight"))));
            }
        }

        assertThat(weights)
                .containsOnlyKeys("ServiceAccount", "Job", "NetworkPolicy", "ExternalSecret");
        assertThat(weights)
                .allSatisfy((kind, weight) -> {
                    if (!kind.equals("Job")) {
                        assertThat(weight).as(kind).isLessThan(weights.get("Job"));
                    }
                });
    }

    @Test
    void aServiceThatFollowsNoTopicIsScaledByItsCalls() {
        var values =
                Chart.merged(
                        Chart.values(),
                        Map.of(
                                "services.ai-gateway-service.keda.enabled",
                                true,
                                "services.ai-gateway-service.keda.inFlight.prometheus",
                                "http://prometheus.observability:9090"));

        assertThat(the("ScaledObject/desk-ai-gateway-service", values).list("spec.triggers"))
                .extracting(trigger -> trigger.get("type"))
                .containsExactly("prometheus", "cpu");
    }

    @Test
    void theServersAuthorityIsMountedWhereTheDriverLooks() {
        var values =
                Chart.merged(
                        Chart.values(),
                        Map.of(
                                "postgresql.sslMode",
                                "verify-full",
                                "postgresql.caSecret",
                                "postgresql-ca"));

        for (String id :
                List.of("Deployment/desk-session-service", "Job/desk-session-service-migration")) {
            Map<String, Object> container = the(id, values).containers().findFirst().orElseThrow();
            assertThat(Manifest.list(container, "volumeMounts"))
                    .anySatisfy(mount ->
                            assertThat(mount)
                                    .containsEntry(
                                            "mountPath", "/etc/resolutionflow/postgresql-ca"));
            assertThat(Manifest.list(container, "env"))
                    .anySatisfy(variable ->
                            assertThat(String.valueOf(variable.get("value")))
                                    .endsWith(
                                            "sslmode=verify-full&sslrootcert=/etc/resolutionflow/postgresql-ca/ca.crt"));
        }
    }

    @Test
    void anImageIsPinnedByItsDigest() {
        String digest = "sha256:" + "0a".repeat(32);
        var values =
                Chart.merged(
                        Chart.values(), Map.of("image.digests", Map.of("session-service", digest)));

        assertThat(the("Deployment/desk-session-service", values).containers())
                .extracting(container -> container.get("image"))
                .containsExactly("resolutionflow/session-service:0.1.0@" + digest);
    }

    private static Manifest the(String id, Map<String, Object> values) {
        return Chart.render(values).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Each rule is seen to fail on a chart that breaks it. */
    static Stream<Arguments> broken() {
        return Stream.of(
                breaks(
                        "runs as root",
                        "runAsNonRoot",
                        c -> put(c, "securityContext.runAsNonRoot", false)),
                breaks(
                        "writes its root",
                        "readOnlyRootFilesystem",
                        c -> put(c, "securityContext.readOnlyRootFilesystem", false)),
                breaks(
                        "may become root",
                        "allowPrivilegeEscalation",
                        c -> put(c, "securityContext.allowPrivilegeEscalation", true)),
                breaks(
                        "keeps capabilities",
                        "capabilities.drop",
                        c ->
                                put(
                                        c,
                                        "securityContext.capabilities",
                                        Map.of("drop", List.of("NET_RAW")))),
                breaks(
                        "has no memory limit",
                        "limits.memory",
                        c -> put(c, "resources.limits", Map.of("ephemeral-storage", "1Mi"))),
                breaks(
                        "has a floating image",
                        "without a version",
                        c -> put(c, "image", "resolutionflow/session-service:latest")),
                breaks(
                        "has a secret in a variable",
                        "looks like a secret",
                        c ->
                                put(
                                        c,
                                        "env",
                                        List.of(Map.of("name", "RF_CLIENT_SECRET", "value", "x")))),
                breaks(
                        "probes the public port",
                        "asks the public port",
                        c -> put(c, "livenessProbe.httpGet.port", "http")),
                breaks(
                        "misspells a field",
                        "redinessProbe",
                        c -> put(c, "redinessProbe", Map.of())),
                breaks(
                        "has a wrong type",
                        "Deployment",
                        c -> put(c, "ports", List.of(Map.of("containerPort", "many")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenDeploymentIsFound(
            String what, String finding, UnaryOperator<Map<String, Object>> change) {
        List<Manifest> all =
                Chart.render(Chart.values()).stream()
                        .map(one -> new Manifest(Chart.copy(one.content())))
                        .toList();
        Manifest target =
                all.stream()
                        .filter(one -> one.id().equals("Deployment/desk-session-service"))
                        .findFirst()
                        .orElseThrow();
        change.apply(target.containers().findFirst().orElseThrow());

        assertThat(Policies.findings(all)).as(what).anyMatch(one -> one.contains(finding));
    }

    private static Arguments breaks(
            String what, String finding, UnaryOperator<Map<String, Object>> change) {
        return Arguments.of(what, finding, change);
    }

    private static Map<String, Object> put(
            Map<String, Object> container, String path, Object value) {
        Chart.set(container, path, value);
        return container;
    }

    private static Map<String, String> environment(String service) {
        return variables("Deployment/desk-" + service);
    }

    private static Map<String, String> job(String name) {
        return variables("Job/" + name);
    }

    private static Map<String, String> variables(String id) {
        var variables = new HashMap<String, String>();
        Chart.render(Chart.values()).stream()
                .filter(one -> one.id().equals(id))
                .flatMap(Manifest::containers)
                .flatMap(container -> Manifest.list(container, "env").stream())
                .forEach(one ->
                        variables.put(
                                String.valueOf(one.get("name")), String.valueOf(one.get("value"))));
        return variables;
    }
}
