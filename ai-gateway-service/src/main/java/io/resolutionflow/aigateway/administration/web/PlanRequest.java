package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.aigateway.plan.Plan;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.problem.DomainException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A whole plan; a limit that is null or left out is no limit. */
record PlanRequest(
        @Nullable String code,
        @NotBlank @Size(max = 100) String name,
        @Nullable @PositiveOrZero Long dailyCalls,
        @Nullable @PositiveOrZero Long monthlyCalls,
        @Nullable @PositiveOrZero Long monthlyTokens,
        @Nullable @PositiveOrZero Long monthlyCostMicros,
        @Nullable @PositiveOrZero Long monthlyTreeBuilds,
        @Nullable @PositiveOrZero Long requestsPerMinute,
        @Nullable @PositiveOrZero Long maxInFlight,
        @NotNull @Pattern(regexp = "fast|standard|deep") String maxTier,
        @Nullable @Size(min = 1, max = 5) List<@NotNull @Min(1) @Max(100) Integer> warnAtPercent,
        @Nullable Boolean archived,
        @Nullable Long version) {

    private static final java.util.regex.Pattern CODE =
            java.util.regex.Pattern.compile("[a-z0-9_-]{2,32}");

    Plan created() {
        if (code == null || !CODE.matcher(code).matches()) {
            throw DomainException.invalid(
                    "code",
                    code == null ? "required" : "invalid_format",
                    "Use 2 to 32 of a-z, 0-9, _ and -.");
        }
        return plan(code, 1);
    }

    Plan replacing(String replaced) {
        if (version == null) {
            throw DomainException.invalid("version", "required", "Send the version you read.");
        }
        if (code != null && !code.equals(replaced)) {
            throw DomainException.invalid("code", "invalid_value", "A plan keeps its code.");
        }
        return plan(replaced, version);
    }

    private Plan plan(String ofCode, long ofVersion) {
        return new Plan(
                ofCode,
                name.strip(),
                new Limits(
                        dailyCalls,
                        monthlyCalls,
                        monthlyTokens,
                        monthlyCostMicros,
                        monthlyTreeBuilds,
                        requestsPerMinute,
                        maxInFlight,
                        Tier.valueOf(maxTier.toUpperCase(Locale.ROOT))),
                warnAtPercent == null
                        ? List.of(80, 95)
                        : warnAtPercent.stream().distinct().sorted().toList(),
                Boolean.TRUE.equals(archived),
                ofVersion);
    }
}
