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
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The alerts as Prometheus itself reads them: its {@code promtool} checks them and runs their unit
 * tests (src/test/prometheus). {@code RF_PROMTOOL} names it, or it is on the path; {@code
 * stack/script/promtool.sh} fetches one. Without one these tests are skipped and say so.
 */
class AlertRulesTests {

    private static final Path TESTS = Path.of("src/test/prometheus");
    private static final Path RULES = Chart.DIRECTORY.resolve("files/rules.yaml");
    private static final long MINUTES = 3;

    @Test
    void prometheusTakesTheRules() throws Exception {
        assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
    }

    @Test
    void everyAlertFiresBehindItsCauseAndNotBefore() throws Exception {
        var command = new ArrayList<>(List.of("test", "rules"));
        tests().forEach(file -> command.add(file.toString()));

        assertThat(promtool(command.toArray(String[]::new))).doesNotContain("FAILED");
    }

    @Test
    void everyAlertIsTestedBothSilentAndFiring() throws IOException {
        Set<String> silent = new TreeSet<>();
        Set<String> firing = new TreeSet<>();
        for (Path file : tests()) {
            for (Map<String, Object> test : Manifest.list(Chart.map(Chart.read(file)), "tests")) {
                for (Map<String, Object> one : Manifest.list(test, "alert_rule_test")) {
                    String alert = String.valueOf(one.get("alertname"));
                    (Manifest.list(one, "exp_alerts").isEmpty() ? silent : firing).add(alert);
                }
            }
        }

        assertThat(firing).isEqualTo(alerts());
        assertThat(silent).isEqualTo(alerts());
    }

    private static Set<String> alerts() {
        var names = new TreeSet<String>();
        for (Map<String, Object> group : Manifest.list(Chart.map(Chart.read(RULES)), "groups")) {
            for (Map<String, Object> rule : Manifest.list(group, "rules")) {
                if (rule.containsKey("alert")) {
                    names.add(String.valueOf(rule.get("alert")));
                }
            }
        }
        return names;
    }

    private static List<Path> tests() throws IOException {
        try (var files = Files.list(TESTS)) {
            return files.sorted().toList();
        }
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        String program = program();
        assumeTrue(
                !program.isEmpty(),
                "no promtool here: stack/script/promtool.sh says where to get one");
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String program() {
        String named = System.getenv("RF_PROMTOOL");
        if (named != null && !named.isBlank()) {
            return named;
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }
}
