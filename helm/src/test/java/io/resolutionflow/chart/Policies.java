package io.resolutionflow.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What kube-score, kube-linter and the Pod Security Standards (restricted) ask of manifests, as
 * rules of our own: none of these tools runs without a download.
 */
final class Policies {

    private static final Set<String> SECRET_WORDS =
            Set.of("PASSWORD", "SECRET", "API_KEY", "TOKEN", "PRIVATE");
    private static final Set<String> PROBES =
            Set.of("startupProbe", "livenessProbe", "readinessProbe");

    /** What the tools ask and this chart does not do, each with the reason. */
    static final Map<String, String> EXCEPTIONS =
            Map.of(
                    "has no CPU limit",
                    "kube-score, kube-linter: a throttled start is a slow roll-out, and the scheduler shares"
                            + " by request",
                    "does not pull its image always",
                    "kube-score: a tag is not given twice and a digest never changes; a node that starts"
                            + " again must not need the registry");

    private Policies() {}

    /** All findings over one rendered installation but the {@link #EXCEPTIONS}. */
    static List<String> findings(List<Manifest> all) {
        return everyFinding(all).stream()
                .filter(finding -> EXCEPTIONS.keySet().stream().noneMatch(finding::endsWith))
                .toList();
    }

    static List<String> everyFinding(List<Manifest> all) {
        var findings = new ArrayList<String>();
        for (Manifest manifest : all) {
            findings.addAll(StrictModels.findings(manifest));
            everyObject(manifest, findings);
            manifest.podTemplate().ifPresent(pod -> pod(manifest, pod, findings));
            manifest.containers().forEach(one -> container(manifest, one, findings));
            byKind(manifest, all, findings);
        }
        noTwoOfOneName(all, findings);
        return findings;
    }

    private static void everyObject(Manifest manifest, List<String> findings) {
        must(manifest.at("apiVersion").isPresent(), manifest, "has no apiVersion", findings);
        must(
                manifest.text("metadata.namespace").equals("resolutionflow"),
                manifest,
                "names no namespace",
                findings);
        must(
                manifest.at("metadata.labels")
                        .map(labels ->
                                "resolutionflow"
                                        .equals(Chart.map(labels).get("app.kubernetes.io/part-of")))
                        .orElse(false),
                manifest,
                "does not say that it is part of resolutionflow",
                findings);
        must(manifest.name().length() <= 63, manifest, "has too long a name", findings);
        must(!manifest.kind().equals("Secret"), manifest, "carries secrets in values", findings);
    }

    private static void pod(Manifest manifest, Map<String, Object> pod, List<String> findings) {
        BiConsumer<String, Object> equal =
                (path, wanted) ->
                        must(
                                Manifest.at(pod, path).filter(wanted::equals).isPresent(),
                                manifest,
                                path + " is not " + wanted,
                                findings);
        equal.accept("spec.automountServiceAccountToken", false);
        equal.accept("spec.enableServiceLinks", false);
        equal.accept("spec.securityContext.runAsNonRoot", true);
        equal.accept("spec.securityContext.seccompProfile.type", "RuntimeDefault");
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            must(Manifest.at(pod, "spec." + host).isEmpty(), manifest, "uses " + host, findings);
        }
        must(
                Manifest.at(pod, "spec.serviceAccountName")
                        .filter(name -> !name.equals("default"))
                        .isPresent(),
                manifest,
                "runs under the default service account",
                findings);
        for (Map<String, Object> volume : Manifest.list(pod, "spec.volumes")) {
            var kinds = new HashSet<>(volume.keySet());
            kinds.remove("name");
            must(
                    Set.of("secret", "emptyDir", "configMap").containsAll(kinds),
                    manifest,
                    "mounts " + kinds,
                    findings);
            must(
                    Manifest.at(volume, "emptyDir").isEmpty()
                            || Manifest.at(volume, "emptyDir.sizeLimit").isPresent(),
                    manifest,
                    "has a temporary directory without a limit",
                    findings);
        }
    }

    private static void container(
            Manifest manifest, Map<String, Object> container, List<String> findings) {
        String security = "securityContext.";
        for (var wanted :
                Map.<String, Object>of(
                                "allowPrivilegeEscalation", false,
                                "readOnlyRootFilesystem", true,
                                "runAsNonRoot", true,
                                "capabilities.drop", List.of("ALL"),
                                "seccompProfile.type", "RuntimeDefault")
                        .entrySet()) {
            must(
                    Manifest.at(container, security + wanted.getKey())
                            .filter(wanted.getValue()::equals)
                            .isPresent(),
                    manifest,
                    wanted.getKey() + " is not " + wanted.getValue(),
                    findings);
        }
        for (String id : List.of("runAsUser", "runAsGroup")) {
            must(
                    Manifest.at(container, security + id)
                            .filter(value -> value instanceof Integer number && number > 10000)
                            .isPresent(),
                    manifest,
                    id + " is a low number, which may be somebody on the node",
                    findings);
        }
        must(
                Manifest.at(container, security + "privileged").isEmpty(),
                manifest,
                "is privileged",
                findings);
        image(manifest, container, findings);
        resources(manifest, container, findings);
        environment(manifest, container, findings);
    }

    private static void image(
            Manifest manifest, Map<String, Object> container, List<String> findings) {
        String image = String.valueOf(container.get("image"));
        must(
                image.matches(".+[:@].+") && !image.endsWith(":latest"),
                manifest,
                "runs an image without a version: " + image,
                findings);
        must(container.containsKey("imagePullPolicy"), manifest, "no pull policy", findings);
        must(
                "Always".equals(container.get("imagePullPolicy")),
                manifest,
                "does not pull its image always",
                findings);
    }

    private static void resources(
            Manifest manifest, Map<String, Object> container, List<String> findings) {
        for (String path :
                List.of(
                        "requests.cpu",
                        "requests.memory",
                        "requests.ephemeral-storage",
                        "limits.memory",
                        "limits.ephemeral-storage")) {
            must(
                    Manifest.at(container, "resources." + path).isPresent(),
                    manifest,
                    "resources." + path + " is not set",
                    findings);
        }
        must(
                Manifest.at(container, "resources.requests.memory")
                        .equals(Manifest.at(container, "resources.limits.memory")),
                manifest,
                "may be given less memory than it may use",
                findings);
        must(
                Manifest.at(container, "resources.limits.cpu").isPresent(),
                manifest,
                "has no CPU limit",
                findings);
    }

    private static void environment(
            Manifest manifest, Map<String, Object> container, List<String> findings) {
        var seen = new HashSet<String>();
        for (Map<String, Object> variable : Manifest.list(container, "env")) {
            String name = String.valueOf(variable.get("name"));
            must(seen.add(name), manifest, name + " is set twice", findings);
            must(
                    SECRET_WORDS.stream().noneMatch(name::contains),
                    manifest,
                    name + " looks like a secret in a variable",
                    findings);
            must(variable.get("value") instanceof String, manifest, name + " is no text", findings);
        }
    }

    private static void byKind(Manifest manifest, List<Manifest> all, List<String> findings) {
        switch (manifest.kind()) {
            case "Deployment" -> deployment(manifest, all, findings);
            case "Job" -> job(manifest, findings);
            case "Service" -> {
                must(
                        selected(manifest.map("spec.selector"), all).count() == 1,
                        manifest,
                        "selects not exactly one workload",
                        findings);
                must(
                        manifest.text("spec.type").isEmpty(),
                        manifest,
                        "is reachable from outside the cluster",
                        findings);
            }
            case "PodDisruptionBudget" ->
                    must(
                            selected(manifest.map("spec.selector.matchLabels"), all).count() == 1,
                            manifest,
                            "guards not exactly one workload",
                            findings);
            case "HorizontalPodAutoscaler", "ScaledObject" -> scaler(manifest, all, findings);
            case "Ingress", "HTTPRoute" ->
                    must(
                            named(manifest, all, "Service", Chart.RELEASE + "-gateway"),
                            manifest,
                            "leads to no service",
                            findings);
            default -> {
                // nothing of its own
            }
        }
    }

    private static void deployment(Manifest manifest, List<Manifest> all, List<String> findings) {
        Map<String, Object> container = manifest.containers().findFirst().orElseThrow();
        for (String probe : PROBES) {
            must(container.containsKey(probe), manifest, "no " + probe, findings);
            must(
                    Manifest.at(container, probe + ".httpGet.port")
                            .filter("management"::equals)
                            .isPresent(),
                    manifest,
                    probe + " asks the public port",
                    findings);
        }
        must(
                !Manifest.at(container, "livenessProbe.httpGet.path")
                        .equals(Manifest.at(container, "readinessProbe.httpGet.path")),
                manifest,
                "is restarted when it is only not ready",
                findings);
        must(
                Manifest.at(container, "lifecycle.preStop.sleep.seconds").isPresent(),
                manifest,
                "stops before it is out of the load balancer",
                findings);
        must(
                manifest.text("spec.strategy.rollingUpdate.maxUnavailable").equals("0"),
                manifest,
                "has fewer processes during a roll-out",
                findings);
        must(
                !manifest.list("spec.template.spec.topologySpreadConstraints").isEmpty(),
                manifest,
                "may run on one node only",
                findings);
        must(
                manifest.at("spec.template.spec.affinity.podAntiAffinity").isPresent(),
                manifest,
                "no anti-affinity",
                findings);
        must(
                all.stream()
                        .anyMatch(one ->
                                one.kind().equals("PodDisruptionBudget")
                                        && one.name().equals(manifest.name())),
                manifest,
                "no disruption budget",
                findings);
        boolean scaled =
                all.stream()
                        .anyMatch(one ->
                                Set.of("HorizontalPodAutoscaler", "ScaledObject")
                                                .contains(one.kind())
                                        && one.name().equals(manifest.name()));
        must(
                scaled == manifest.at("spec.replicas").isEmpty(),
                manifest,
                "its number of processes has two masters or none",
                findings);
        must(
                manifest.map("spec.selector.matchLabels").entrySet().stream()
                        .allMatch(label ->
                                Manifest.at(manifest.map("spec.template.metadata"), "labels")
                                        .map(Chart::map)
                                        .map(labels ->
                                                label.getValue().equals(labels.get(label.getKey())))
                                        .orElse(false)),
                manifest,
                "does not select its own pods",
                findings);
    }

    private static void job(Manifest manifest, List<String> findings) {
        must(
                manifest.at("spec.activeDeadlineSeconds").isPresent(),
                manifest,
                "may run for ever",
                findings);
        must(
                manifest.text("spec.backoffLimit").equals("0"),
                manifest,
                "a failed migration is tried again",
                findings);
        must(
                manifest.text("spec.template.spec.restartPolicy").equals("Never"),
                manifest,
                "restarts",
                findings);
    }

    private static void scaler(Manifest manifest, List<Manifest> all, List<String> findings) {
        must(
                named(manifest, all, "Deployment", manifest.text("spec.scaleTargetRef.name")),
                manifest,
                "scales nothing",
                findings);
        String least =
                manifest.kind().equals("ScaledObject")
                        ? manifest.text("spec.minReplicaCount")
                        : manifest.text("spec.minReplicas");
        must(Integer.parseInt(least) >= 2, manifest, "goes below two processes", findings);
    }

    private static boolean named(Manifest user, List<Manifest> all, String kind, String name) {
        return all.stream().anyMatch(one -> one.kind().equals(kind) && one.name().equals(name))
                && !user.name().isEmpty();
    }

    private static Stream<Manifest> selected(Map<String, Object> selector, List<Manifest> all) {
        return all.stream()
                .filter(one -> one.podTemplate().isPresent())
                .filter(one ->
                        Optional.of(one.map("spec.template.metadata"))
                                .flatMap(meta -> Manifest.at(meta, "labels"))
                                .map(Chart::map)
                                .map(labels -> labels.entrySet().containsAll(selector.entrySet()))
                                .orElse(false));
    }

    private static void noTwoOfOneName(List<Manifest> all, List<String> findings) {
        all.stream()
                .collect(Collectors.groupingBy(Manifest::id, Collectors.counting()))
                .forEach((id, count) -> {
                    if (count > 1) {
                        findings.add(id + ": " + count + " times");
                    }
                });
    }

    private static void must(
            boolean holds, Manifest manifest, String otherwise, List<String> findings) {
        if (!holds) {
            findings.add(manifest.id() + ": " + otherwise);
        }
    }
}
