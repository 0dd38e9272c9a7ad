package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.utc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the ledger are meant: always of one account, from {@code from} up to and without
 * {@code to}.
 */
public record UsageFilter(
        UUID account,
        Instant from,
        Instant to,
        @Nullable UUID userId,
        @Nullable String task,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String tier,
        @Nullable String outcome,
        @Nullable Boolean offline,
        @Nullable String referenceKind,
        @Nullable UUID referenceId) {

    /** Conditions and their parameters; nothing of the caller is ever part of the SQL text. */
    record Where(String sql, Map<String, Object> parameters) {}

    Where where() {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        conditions.add("account_id = :account and created_at >= :from and created_at < :to");
        parameters.put("account", account);
        parameters.put("from", java.util.Objects.requireNonNull(utc(from)));
        parameters.put("to", java.util.Objects.requireNonNull(utc(to)));
        equal(conditions, parameters, "user_id", userId);
        equal(conditions, parameters, "task", task);
        equal(conditions, parameters, "model", model);
        equal(conditions, parameters, "provider", provider);
        equal(conditions, parameters, "tier", tier);
        equal(conditions, parameters, "outcome", outcome);
        equal(conditions, parameters, "offline", offline);
        equal(conditions, parameters, "reference_kind", referenceKind);
        equal(conditions, parameters, "reference_id", referenceId);
        return new Where(String.join(" and ", conditions), parameters);
    }

    private static void equal(
            List<String> conditions,
            Map<String, Object> parameters,
            String column,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            parameters.put(column, value);
        }
    }
}
