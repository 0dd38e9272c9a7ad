package io.resolutionflow.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Everything an installation can switch, and combinations in which every pair of settings of two
 * switches occurs.
 */
final class Toggles {

    /** Each switch as the values that are set when it is off and when it is on. */
    private static final Map<String, List<Map<String, Object>>> SWITCHES = new LinkedHashMap<>();

    static {
        onOff("gateway.autoscaling.enabled");
        for (String service :
                List.of(
                        "session-service",
                        "handoff-service",
                        "psa-writeback-service",
                        // follows no topic
                        "ai-gateway-service")) {
            onOff("services." + service + ".autoscaling.enabled");
            onOff("services." + service + ".keda.enabled");
        }
        onOff("migrations.enabled");
        onOff("networkPolicy.enabled");
        onOff("monitoring.serviceMonitor");
        onOff("monitoring.dashboards");
        SWITCHES.put(
                "rules",
                List.of(
                        Map.of("monitoring.rules", false),
                        Map.of(
                                "monitoring.rules",
                                true,
                                "monitoring.runbookUrl",
                                "https://docs.example.com/runbook")));
        SWITCHES.put(
                "route",
                List.of(
                        Map.of("route.enabled", false),
                        Map.of(
                                "route.enabled",
                                true,
                                "route.hostnames",
                                List.of("desk.example.com"),
                                "route.parentRefs",
                                List.of(Map.of("name", "front", "namespace", "edge")))));
        SWITCHES.put(
                "ingress",
                List.of(
                        Map.of("ingress.enabled", false),
                        Map.of(
                                "ingress.enabled",
                                true,
                                "ingress.host",
                                "desk.example.com",
                                "ingress.className",
                                "nginx",
                                "ingress.tlsSecret",
                                "desk-tls")));
        SWITCHES.put(
                "externalSecrets",
                List.of(
                        Map.of("secrets.externalSecrets.enabled", false),
                        Map.of(
                                "secrets.externalSecrets.enabled",
                                true,
                                "secrets.externalSecrets.store.name",
                                "vault")));
        SWITCHES.put(
                "smtp",
                List.of(
                        Map.of("smtp.host", ""),
                        Map.of("smtp.host", "mail.example.com", "smtp.from", "desk@example.com")));
        SWITCHES.put(
                "telemetry",
                List.of(
                        Map.of("telemetry.otlpEndpoint", ""),
                        Map.of(
                                "telemetry.otlpEndpoint",
                                "http://collector.observability:4318",
                                "telemetry.egress.namespaceLabels",
                                Map.of("name", "observability"))));
        SWITCHES.put(
                "public",
                List.of(
                        Map.of("publicUrl", ""),
                        Map.of(
                                "publicUrl",
                                "https://desk.example.com",
                                "networkPolicy.gatewayFrom.cidrs",
                                List.of("192.0.2.0/24"),
                                "trustedProxies",
                                List.of("192.0.2.0/24"))));
        SWITCHES.put(
                "inFlight",
                List.of(
                        Map.of("services.session-service.keda.inFlight.prometheus", ""),
                        Map.of(
                                "services.session-service.keda.inFlight.prometheus",
                                "http://prometheus.observability:9090")));
        SWITCHES.put(
                "authority",
                List.of(
                        Map.of("postgresql.sslMode", "require", "postgresql.caSecret", ""),
                        Map.of(
                                "postgresql.sslMode",
                                "verify-full",
                                "postgresql.caSecret",
                                "postgresql-ca")));
        SWITCHES.put(
                "scheduling",
                List.of(
                        Map.of("scheduling.priorityClass", ""),
                        Map.of(
                                "scheduling.priorityClass",
                                "business",
                                "scheduling.nodeSelector",
                                Map.of("pool", "desk"),
                                "scheduling.tolerations",
                                List.of(Map.of("key", "desk", "operator", "Exists")),
                                "image.digests",
                                Map.of("session-service", "sha256:" + "0a".repeat(32)))));
        SWITCHES.put(
                "pull",
                List.of(
                        Map.of("image.pullSecrets", List.of()),
                        Map.of(
                                "image.pullSecrets",
                                List.of(Map.of("name", "registry")),
                                "image.tag",
                                "1.2.3")));
    }

    private Toggles() {}

    private static void onOff(String path) {
        SWITCHES.put(path, List.of(Map.of(path, false), Map.of(path, true)));
    }

    /** Values of at least {@code least} installations; the same ones every time. */
    static List<Map<String, Object>> pairwise(int least) {
        var random = new SplittableRandom(7);
        Set<String> wanted = allPairs();
        List<boolean[]> chosen = new ArrayList<>();
        chosen.add(new boolean[SWITCHES.size()]);
        wanted.removeAll(pairs(chosen.getFirst()));
        while (!wanted.isEmpty() || chosen.size() < least) {
            boolean[] best = candidate(random);
            for (int n = 0; n < 50; n++) {
                boolean[] other = candidate(random);
                if (gain(other, wanted) > gain(best, wanted)) {
                    best = other;
                }
            }
            chosen.add(best);
            wanted.removeAll(pairs(best));
        }
        return chosen.stream().map(Toggles::values).toList();
    }

    private static Map<String, Object> values(boolean[] settings) {
        var changes = new LinkedHashMap<String, Object>();
        int n = 0;
        for (var options : SWITCHES.values()) {
            changes.putAll(options.get(settings[n++] ? 1 : 0));
        }
        return Chart.merged(Chart.values(), changes);
    }

    private static boolean[] candidate(SplittableRandom random) {
        var settings = new boolean[SWITCHES.size()];
        for (int n = 0; n < settings.length; n++) {
            settings[n] = random.nextBoolean();
        }
        return settings;
    }

    private static long gain(boolean[] settings, Set<String> wanted) {
        return pairs(settings).stream().filter(wanted::contains).count();
    }

    private static Set<String> allPairs() {
        var all = new HashSet<String>();
        for (int a = 0; a < SWITCHES.size(); a++) {
            for (int b = a + 1; b < SWITCHES.size(); b++) {
                for (int setting = 0; setting < 4; setting++) {
                    all.add(pair(a, (setting & 1) != 0, b, (setting & 2) != 0));
                }
            }
        }
        return all;
    }

    private static Set<String> pairs(boolean[] settings) {
        var pairs = new HashSet<String>();
        for (int a = 0; a < settings.length; a++) {
            for (int b = a + 1; b < settings.length; b++) {
                pairs.add(pair(a, settings[a], b, settings[b]));
            }
        }
        return pairs;
    }

    private static String pair(int a, boolean settingOfA, int b, boolean settingOfB) {
        return a + "=" + settingOfA + " " + b + "=" + settingOfB;
    }
}
