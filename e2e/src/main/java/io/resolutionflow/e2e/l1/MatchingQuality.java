package io.resolutionflow.e2e.l1;

import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The cross-validated figures of the development set, by the service's own evaluation: every
 * statement is judged by functions fitted without it.
 */
final class MatchingQuality {

    private static final long PATIENCE_MINUTES = 15;

    private final Report report;

    MatchingQuality(Report report) {
        this.report = report;
    }

    void measure() throws IOException, InterruptedException {
        Path home = Path.of(System.getenv().getOrDefault("RF_HOME", ".")).toAbsolutePath();
        Path result = home.resolve("l1-walk-service/target/matching-evaluation.json");
        Files.deleteIfExists(result);
        Process evaluation =
                new ProcessBuilder(
                                home.resolve("mvnw").toString(),
                                "-q",
                                "-pl",
                                "l1-walk-service",
                                "-am",
                                "test",
                                "-Dtest=CalibrationTests",
                                "-Dsurefire.failIfNoSpecifiedTests=false",
                                "-Dspotless.check.skip=true")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!evaluation.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            evaluation.destroyForcibly();
        }
        if (!Files.exists(result)) {
            throw new IllegalStateException("the evaluation wrote no figures");
        }
        report(Json.read(Files.readString(result)));
    }

    private void report(JsonNode figures) {
        report.fact("statements", figures.path("statements").asInt());
        JsonNode all = figures.path("all");
        report.atLeast(0.90, "top-1, statements with a flow", number(all, "top1"), "");
        report.atLeast(0.97, "recall@3", number(all, "recall3"), "");
        report.atLeast(0.90, "AUROC flow against none", number(all, "auroc"), "");
        report.atMost(0.12, "Brier score", number(all, "brier"), "");
        report.atMost(0.10, "none-statements matched", number(all, "none_matched"), "");
        report.atMost(0, "matched to a wrong flow", number(all, "matched_wrong"), "");
        JsonNode words = figures.path("keyword_only");
        report.figure("top-1 by words alone", number(words, "top1"), "");
        report.figure("AUROC by words alone", number(words, "auroc"), "");
        figures.path("by_difficulty")
                .forEachEntry((difficulty, one) ->
                        one.forEachEntry((name, value) ->
                                report.figure(difficulty + ": " + name, value.asDouble(), "")));
    }

    private static double number(JsonNode figures, String name) {
        return figures.path(name).asDouble(Double.NaN);
    }
}
