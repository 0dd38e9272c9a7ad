package io.resolutionflow.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * files/topology.yaml against the sources of the services: the chart must not describe a system
 * that is not.
 */
class TopologyTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> TOPICS =
            Map.of(
                    "SESSION", "rf.session.events",
                    "L1", "rf.l1.events",
                    "HANDOFF", "rf.handoff.events",
                    "PSA", "rf.psa.events",
                    "AI", "rf.ai.events");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session-service",
                "l1-walk-service",
                "handoff-service",
                "psa-writeback-service",
                "ai-gateway-service"
            })
    void aServiceFollowsWhatItSubscribesTo(String service) throws IOException {
        Set<String> subscribed =
                found(
                                sources(service),
                                "EventSubscription\\s*\\.of\\(\\s*\"([a-z0-9-]+)\",\\s*Topics\\.([A-Z0-9]+)\\)")
                        .stream()
                        .map(one -> TOPICS.get(one.group(2)) + " " + service + "." + one.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        Set<String> described =
                Manifest.list(entry(service), "follows").stream()
                        .map(one -> one.get("topic") + " " + one.get("group"))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(subscribed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session-service",
                "l1-walk-service",
                "handoff-service",
                "psa-writeback-service",
                "ai-gateway-service"
            })
    void aServiceCallsThoseWhoseClientsItHas(String service) throws IOException {
        Set<String> clients =
                found(sources(service), "@EnableFeignClients\\(([^)]*)\\)").stream()
                        .flatMap(one -> found(one.group(1), "(\\w+)\\.class").stream())
                        .map(one -> target(service, one.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(new TreeSet<>((List<?>) entry(service).getOrDefault("calls", List.of())))
                .hasToString(clients.toString());
    }

    @Test
    void portsAreThoseOfOneMachine() throws IOException {
        String names =
                Files.readString(
                        ROOT.resolve(
                                "stack/src/main/java/io/resolutionflow/stack/instance/PortName.java"));
        Chart.topology()
                .forEach((service, value) -> {
                    String name =
                            service.replace("-service", "")
                                    .replace('-', '_')
                                    .toUpperCase(java.util.Locale.ROOT);
                    assertThat(names).contains(name + "(" + Chart.map(value).get("port") + ")");
                });
    }

    @Test
    void everyServiceThatTheValuesSizeIsInTheTopology() {
        var sized = new TreeSet<>(Chart.map(Chart.defaults().get("services")).keySet());
        sized.add("gateway");
        assertThat(sized).isEqualTo(new TreeSet<>(Chart.topology().keySet()));
    }

    private static Map<String, Object> entry(String service) {
        return Chart.map(Chart.topology().get(service));
    }

    // the interface says whom it is for: @FeignClient(name = …, url = "${rf.clients.<service>}")
    private static String target(String service, String client) {
        String source =
                sources("contracts").lines().collect(Collectors.joining("\n")) + sources(service);
        return found(
                        source,
                        "rf\\.clients\\.([a-z0-9-]+)[^;{]*?\\)\\s*(?:@\\w+\\s*)*(?:public )?interface "
                                + client
                                + "\\b")
                .stream()
                .map(one -> one.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no address of " + client));
    }

    private static List<MatchResult> found(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
    }

    private static String sources(String module) {
        try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TopologyTests::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
