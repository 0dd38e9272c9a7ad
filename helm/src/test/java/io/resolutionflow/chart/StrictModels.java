package io.resolutionflow.chart;

import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Is a manifest one that the API server would take? Built-in kinds by Kubernetes' own models, which
 * refuse unknown fields and, read by their mapper, wrong types; kinds of others by the fields that
 * their definitions have.
 */
final class StrictModels {

    private interface Check {
        void accept(JsonElement json) throws IOException;
    }

    private record Model(Class<?> type, Check unknownFields) {}

    private static final Map<String, Model> BUILT_IN =
            Map.ofEntries(
                    entry("Deployment", V1Deployment.class, V1Deployment::validateJsonElement),
                    entry("StatefulSet", V1StatefulSet.class, V1StatefulSet::validateJsonElement),
                    entry("Job", V1Job.class, V1Job::validateJsonElement),
                    entry("Service", V1Service.class, V1Service::validateJsonElement),
                    entry("Secret", V1Secret.class, V1Secret::validateJsonElement),
                    entry("Namespace", V1Namespace.class, V1Namespace::validateJsonElement),
                    entry(
                            "ServiceAccount",
                            V1ServiceAccount.class,
                            V1ServiceAccount::validateJsonElement),
                    entry(
                            "PodDisruptionBudget",
                            V1PodDisruptionBudget.class,
                            V1PodDisruptionBudget::validateJsonElement),
                    entry(
                            "HorizontalPodAutoscaler",
                            V2HorizontalPodAutoscaler.class,
                            V2HorizontalPodAutoscaler::validateJsonElement),
                    entry(
                            "NetworkPolicy",
                            V1NetworkPolicy.class,
                            V1NetworkPolicy::validateJsonElement),
                    entry("Ingress", V1Ingress.class, V1Ingress::validateJsonElement),
                    entry("ConfigMap", V1ConfigMap.class, V1ConfigMap::validateJsonElement));

    private static final Map<String, Set<String>> OTHERS =
            Map.of(
                    "HTTPRoute",
                    Set.of("parentRefs", "hostnames", "rules"),
                    "ScaledObject",
                    Set.of(
                            "scaleTargetRef",
                            "minReplicaCount",
                            "maxReplicaCount",
                            "cooldownPeriod",
                            "fallback",
                            "triggers"),
                    "ServiceMonitor",
                    Set.of("selector", "endpoints"),
                    "PrometheusRule",
                    Set.of("groups"),
                    "ExternalSecret",
                    Set.of("refreshInterval", "secretStoreRef", "target", "dataFrom"));

    private StrictModels() {}

    private static Map.Entry<String, Model> entry(String kind, Class<?> type, Check check) {
        return Map.entry(kind, new Model(type, check));
    }

    /** What is wrong with it, in words; empty when it would be taken. */
    static List<String> findings(Manifest manifest) {
        var findings = new ArrayList<String>();
        Model model = BUILT_IN.get(manifest.kind());
        if (model != null) {
            JsonElement json = JSON.getGson().toJsonTree(manifest.content());
            try {
                model.unknownFields().accept(json);
                JSON.getGson().fromJson(json, model.type());
            } catch (IOException | RuntimeException e) {
                findings.add(manifest.id() + ": " + e.getMessage());
            }
        } else if (OTHERS.containsKey(manifest.kind())) {
            var unknown = new ArrayList<>(manifest.map("spec").keySet());
            unknown.removeAll(OTHERS.getOrDefault(manifest.kind(), Set.of()));
            if (!unknown.isEmpty() || manifest.map("spec").isEmpty()) {
                findings.add(manifest.id() + ": unknown or no fields " + unknown);
            }
        } else {
            findings.add(manifest.id() + ": a kind that no test knows");
        }
        return findings;
    }
}
