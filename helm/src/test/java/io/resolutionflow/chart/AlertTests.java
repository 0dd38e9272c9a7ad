package io.resolutionflow.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Alerts and dashboards speak of metrics that exist, and every alert has its page in the runbook.
 */
class AlertTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNBOOK = ROOT.resolve("docs/runbook.md");

    /** A name in an expression, and the suffixes that Prometheus adds by type. */
    private static final Pattern OURS = Pattern.compile("\\brf_[a-z0-9_]+");

    @Test
    void everyAlertHasAChapterInTheRunbookASeverityAndASentence() throws IOException {
        Set<String> chapters =
                Files.readAllLines(RUNBOOK).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3).strip())
                        .collect(Collectors.toSet());

        for (Map<String, Object> alert : alerts()) {
            String name = String.valueOf(alert.get("alert"));
            assertThat(chapters).contains(name);
            assertThat(Manifest.at(alert, "labels.severity").orElse("")).isIn("page", "ticket");
            assertThat(String.valueOf(Manifest.at(alert, "annotations.summary").orElse("")))
                    .isNotBlank();
            assertThat(String.valueOf(Manifest.at(alert, "annotations.runbook_url").orElse("")))
                    .endsWith("#" + name.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void theRunbookHasTheTwentyLikelyNights() throws IOException {
        assertThat(Files.readAllLines(RUNBOOK))
                .filteredOn(line -> line.startsWith("## "))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void everyMetricOfOursIsMeasuredSomewhere() throws IOException {
        String sources = sources();
        var unknown = new TreeSet<String>();
        for (String expression : expressions()) {
            OURS.matcher(expression)
                    .results()
                    .map(one -> one.group())
                    .filter(name -> written(name).stream().noneMatch(sources::contains))
                    .forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }

    // Prometheus adds the unit and the kind to what the source says, and writes dots as underscores
    private static Set<String> written(String name) {
        var forms = new TreeSet<String>();
        String base = name.replaceAll("_(count|sum|max|bucket|total)$", "");
        for (String form : List.of(name, base, base.replaceAll("_seconds$", ""))) {
            forms.add('"' + form + '"');
            forms.add('"' + form.replace('_', '.') + '"');
        }
        return forms;
    }

    private static List<String> expressions() throws IOException {
        var expressions = new ArrayList<String>();
        for (Map<String, Object> rule : rules()) {
            expressions.add(String.valueOf(rule.get("expr")));
        }
        try (var files = Files.list(Chart.DIRECTORY.resolve("files/dashboards"))) {
            for (Path file : files.toList()) {
                Map<String, Object> board = Chart.map(Chart.read(file));
                for (Map<String, Object> panel : Manifest.list(board, "panels")) {
                    Manifest.list(panel, "targets")
                            .forEach(one -> expressions.add(String.valueOf(one.get("expr"))));
                }
            }
        }
        return expressions;
    }

    private static List<Map<String, Object>> alerts() {
        return rules().stream().filter(rule -> rule.containsKey("alert")).toList();
    }

    private static List<Map<String, Object>> rules() {
        return Manifest.list(
                        Chart.map(Chart.read(Chart.DIRECTORY.resolve("files/rules.yaml"))),
                        "groups")
                .stream()
                .flatMap(group -> Manifest.list(group, "rules").stream())
                .toList();
    }

    private static String sources() throws IOException {
        try (var files = Files.walk(ROOT)) {
            var text = new StringBuilder();
            for (Path file :
                    files.filter(one -> one.toString().contains("/src/main/java/"))
                            .filter(one -> one.toString().endsWith(".java"))
                            .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
