package io.resolutionflow.l1walk.analytics.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.resolutionflow.l1walk.analytics.DeskStats;
import io.resolutionflow.l1walk.analytics.FlowAnalytics;
import io.resolutionflow.l1walk.analytics.FlowFigures;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The desk's and the flows' figures (contract-l1 §7, §11). */
@RestController
@Requires(Gate.ENGINEER)
class FiguresController {

    private static final String USUAL = "30d";
    private static final Map<String, Duration> PERIODS =
            Map.of(
                    "7d",
                    Duration.ofDays(7),
                    USUAL,
                    Duration.ofDays(30),
                    "90d",
                    Duration.ofDays(90));

    private final DeskStats stats;
    private final FlowAnalytics analytics;

    FiguresController(DeskStats stats, FlowAnalytics analytics) {
        this.stats = stats;
        this.analytics = analytics;
    }

    record Stats(String period, @JsonUnwrapped DeskStats.Figures figures) {}

    record Analytics(
            UUID flowId,
            String period,
            @Nullable Integer version,
            @JsonUnwrapped FlowFigures figures) {}

    @GetMapping("/api/v1/l1/stats")
    Stats stats(@RequestParam(required = false) @Nullable String period) {
        String chosen = period(period);
        return new Stats(chosen, stats.of(Objects.requireNonNull(PERIODS.get(chosen))));
    }

    @GetMapping("/api/v1/analytics/flows/{id}")
    Analytics flow(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Integer version) {
        String chosen = period(period);
        return new Analytics(
                id,
                chosen,
                version,
                analytics.of(id, version, Objects.requireNonNull(PERIODS.get(chosen))));
    }

    private static String period(@Nullable String raw) {
        var fields = new RequestFields();
        String period = fields.oneOf("period", raw, PERIODS.keySet());
        fields.check();
        return period == null ? USUAL : period;
    }
}
