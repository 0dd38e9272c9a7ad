package io.resolutionflow.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Who can reach whom, computed from the rendered policies as a network plug-in would, against the
 * matrix below: no edge too few, none too many.
 */
class NetworkTests {

    /** From → to:port. What the system needs, and nothing else. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "edge → gateway:8080",
                    "gateway → session-service:8101",
                    "gateway → l1-walk-service:8102",
                    "gateway → handoff-service:8103",
                    "gateway → psa-writeback-service:8104",
                    "gateway → ai-gateway-service:8105",
                    "gateway → keycloak:443",
                    "session-service → ai-gateway-service:8105",
                    "session-service → psa-writeback-service:8104",
                    "session-service → l1-walk-service:8102",
                    "session-service → handoff-service:8103",
                    "l1-walk-service → ai-gateway-service:8105",
                    "l1-walk-service → psa-writeback-service:8104",
                    "l1-walk-service → session-service:8101",
                    "handoff-service → session-service:8101",
                    "handoff-service → l1-walk-service:8102",
                    "handoff-service → ai-gateway-service:8105",
                    "handoff-service → internet:443",
                    "handoff-service → internet:587",
                    "psa-writeback-service → session-service:8101",
                    "psa-writeback-service → l1-walk-service:8102",
                    "psa-writeback-service → handoff-service:8103",
                    "psa-writeback-service → ai-gateway-service:8105",
                    "psa-writeback-service → internet:443",
                    "ai-gateway-service → internet:443",
                    "prometheus → gateway:8180",
                    "prometheus → session-service:8201",
                    "prometheus → l1-walk-service:8202",
                    "prometheus → handoff-service:8203",
                    "prometheus → psa-writeback-service:8204",
                    "prometheus → ai-gateway-service:8205");

    private static final List<String> SERVICES =
            List.of(
                    "session-service",
                    "l1-walk-service",
                    "handoff-service",
                    "psa-writeback-service",
                    "ai-gateway-service");
    private static final List<Integer> PORTS =
            List.of(
                    22, 80, 443, 587, 5432, 8080, 8101, 8102, 8103, 8104, 8105, 8180, 8201, 8202,
                    8203, 8204, 8205, 9092);

    /** Something with an address: labels of its pod and its namespace, or an address outside. */
    record Place(String name, Map<String, String> pod, Map<String, String> space, String address) {}

    @Test
    void whatThePoliciesLetThroughIsTheDeclaredMatrix() {
        assertThat(edges(installation())).isEqualTo(declared());
    }

    @Test
    void theSimulatorSeesAHoleAndAMissingEdge() {
        List<Manifest> policies =
                installation().stream()
                        .map(one -> new Manifest(Chart.copy(one.content())))
                        .toList();
        Manifest session =
                policies.stream()
                        .filter(one -> one.name().equals("desk-session-service"))
                        .findFirst()
                        .orElseThrow();
        Chart.set(session.content(), "spec.ingress", List.of(Map.of()));
        Manifest l1 =
                policies.stream()
                        .filter(one -> one.name().equals("desk-l1-walk-service"))
                        .findFirst()
                        .orElseThrow();
        Chart.set(l1.content(), "spec.egress", List.of());

        assertThat(edges(policies))
                .contains("edge → session-service:22")
                .doesNotContain("l1-walk-service → ai-gateway-service:8105");
    }

    @Test
    void noServiceReachesPrivateNetworksOrTheMetadataOfTheCloud() {
        var places = new ArrayList<>(places());
        for (String address : List.of("10.1.2.3", "169.254.169.254", "192.168.0.9", "172.20.0.1")) {
            places.add(new Place(address, Map.of(), Map.of(), address));
        }

        assertThat(edges(installation(), places))
                .noneMatch(edge -> edge.matches(".*→ (10|169|192|172)\\..*"));
    }

    private static Set<String> declared() {
        var declared = new TreeSet<>(ALLOWED);
        for (String service : SERVICES) {
            declared.add(service + " → postgresql:5432");
            declared.add(service + " → kafka:9092");
            declared.add(service + " → keycloak:443");
            declared.add(service + "-migration → postgresql:5432");
        }
        return declared;
    }

    private static List<Manifest> installation() {
        Map<String, Object> values =
                Chart.merged(
                        Chart.values(),
                        Map.of(
                                "networkPolicy.gatewayFrom.namespaceLabels",
                                Map.of("name", "edge"),
                                "networkPolicy.metricsFrom.podLabels",
                                Map.of("part", "prometheus"),
                                "smtp.host",
                                "mail.example.com",
                                "smtp.from",
                                "desk@example.com"));
        return Chart.render(values).stream()
                .filter(one -> one.kind().equals("NetworkPolicy"))
                .toList();
    }

    private static List<Place> places() {
        var places = new ArrayList<Place>();
        var names = new ArrayList<>(SERVICES);
        SERVICES.forEach(service -> names.add(service + "-migration"));
        names.add("gateway");
        for (String name : names) {
            places.add(
                    new Place(
                            name,
                            Map.of(
                                    "app.kubernetes.io/name",
                                    name,
                                    "app.kubernetes.io/instance",
                                    Chart.RELEASE),
                            Map.of("name", "resolutionflow"),
                            "10.0.0.1"));
        }
        Map<String, String> own = Map.of("name", "resolutionflow");
        places.add(new Place("postgresql", Map.of("part", "postgresql"), own, "10.0.0.2"));
        places.add(new Place("kafka", Map.of("part", "kafka"), own, "10.0.0.3"));
        places.add(new Place("prometheus", Map.of("part", "prometheus"), own, "10.0.0.4"));
        places.add(new Place("edge", Map.of("app", "proxy"), Map.of("name", "edge"), "10.0.0.5"));
        places.add(new Place("stranger", Map.of("app", "x"), Map.of("name", "other"), "10.0.0.6"));
        places.add(new Place("neighbour", Map.of("app", "y"), own, "10.0.0.7"));
        places.add(new Place("keycloak", Map.of(), Map.of(), "203.0.113.7"));
        places.add(new Place("internet", Map.of(), Map.of(), "198.51.100.1"));
        return places;
    }

    private static Set<String> edges(List<Manifest> policies) {
        return edges(policies, places());
    }

    private static Set<String> edges(List<Manifest> policies, List<Place> places) {
        var edges = new TreeSet<String>();
        for (Place from : places) {
            for (Place to : places) {
                for (int port : PORTS) {
                    boolean through =
                            !from.equals(to)
                                    && concerned(policies, from, to)
                                    && lets(policies, from, "egress", to, port)
                                    && lets(policies, to, "ingress", from, port);
                    if (through && !isKeycloakAsInternet(to, from, port)) {
                        edges.add(from.name() + " → " + to.name() + ":" + port);
                    }
                }
            }
        }
        return edges;
    }

    // whoever may reach the internet reaches the mail port of Keycloak's address as well
    private static boolean isKeycloakAsInternet(Place to, Place from, int port) {
        return to.name().equals("keycloak") && port == 587 && !from.name().isEmpty();
    }

    // traffic between two that no policy is about is none of ours
    private static boolean concerned(List<Manifest> policies, Place from, Place to) {
        return policies.stream().anyMatch(policy -> isFor(policy, from) || isFor(policy, to));
    }

    private static boolean isFor(Manifest policy, Place place) {
        return !place.pod().isEmpty()
                && matches(policy.map("spec.podSelector.matchLabels"), place.pod())
                && place.space().getOrDefault("name", "").equals("resolutionflow");
    }

    private static boolean lets(
            List<Manifest> policies, Place subject, String direction, Place other, int port) {
        var own = policies.stream().filter(policy -> isFor(policy, subject)).toList();
        return own.isEmpty()
                || own.stream()
                        .flatMap(policy -> policy.list("spec." + direction).stream())
                        .anyMatch(rule ->
                                portFits(rule, port)
                                        && peerFits(
                                                rule,
                                                direction.equals("egress") ? "to" : "from",
                                                other));
    }

    private static boolean portFits(Map<String, Object> rule, int port) {
        var ports = Manifest.list(rule, "ports");
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(one ->
                                "TCP".equals(one.get("protocol"))
                                        && Integer.valueOf(port).equals(one.get("port")));
    }

    private static boolean peerFits(Map<String, Object> rule, String key, Place other) {
        if (!rule.containsKey(key)) {
            return true;
        }
        return Manifest.list(rule, key).stream().anyMatch(peer -> fits(peer, other));
    }

    private static boolean fits(Map<String, Object> peer, Place other) {
        if (peer.containsKey("ipBlock")) {
            Map<String, Object> block = Chart.map(peer.get("ipBlock"));
            boolean excepted =
                    block.get("except") instanceof List<?> list
                            && list.stream().anyMatch(net -> within(other.address(), net));
            return within(other.address(), String.valueOf(block.get("cidr"))) && !excepted;
        }
        if (other.pod().isEmpty()) {
            return false;
        }
        boolean space =
                peer.containsKey("namespaceSelector")
                        ? matches(
                                Chart.map(
                                        Chart.map(peer.get("namespaceSelector"))
                                                .getOrDefault("matchLabels", Map.of())),
                                other.space())
                        : other.space().getOrDefault("name", "").equals("resolutionflow");
        boolean pod =
                !peer.containsKey("podSelector")
                        || matches(
                                Chart.map(
                                        Chart.map(peer.get("podSelector"))
                                                .getOrDefault("matchLabels", Map.of())),
                                other.pod());
        return space && pod;
    }

    private static boolean matches(Map<String, Object> selector, Map<String, String> labels) {
        return new HashMap<Object, Object>(labels).entrySet().containsAll(selector.entrySet());
    }

    private static boolean within(String address, Object network) {
        String[] parts = String.valueOf(network).split("/");
        if (parts[0].contains(":") || address.contains(":")) {
            return false;
        }
        int bits = Integer.parseInt(parts[1]);
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (number(address) & mask) == (number(parts[0]) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
