package io.resolutionflow.aigateway.ledger.web;

import io.resolutionflow.aigateway.ledger.ReferenceKinds;
import io.resolutionflow.aigateway.ledger.UsageFilter;
import io.resolutionflow.aigateway.ledger.UsageGroups;
import io.resolutionflow.aigateway.ledger.UsageGroups.Key;
import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** The query parameters of the usage list. */
record UsageQuery(
        @Nullable String from,
        @Nullable String to,
        @BindParam("user_id") @Nullable String userId,
        @Nullable String task,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String tier,
        @Nullable String outcome,
        @Nullable String offline,
        @BindParam("reference_kind") @Nullable String referenceKind,
        @BindParam("reference_id") @Nullable String referenceId,
        @BindParam("group_by") @Nullable String groupBy) {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Set<String> TIERS = Set.of("fast", "standard", "deep");
    private static final Set<String> OUTCOMES =
            Set.of("running", "succeeded", "failed", "cancelled", "expired", "denied");
    private static final Set<String> TASKS =
            Stream.concat(Stream.of("embed"), Arrays.stream(AiTask.values()).map(AiTask::wireName))
                    .collect(Collectors.toUnmodifiableSet());

    UsageFilter filter(UUID account, Entitlement entitlement) {
        Span month = entitlement.calendar().month(entitlement.asOf());
        Instant start = from == null ? month.start() : instant("from", from);
        Instant end = to == null ? month.end() : instant("to", to);
        if (!start.isBefore(end)) {
            throw DomainException.invalid(
                    "to", "out_of_range", "The end must lie after the start.");
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw DomainException.unprocessable(
                    "range_too_large", "A range spans at most 400 days.");
        }
        if ((referenceId == null) != (referenceKind == null)) {
            throw DomainException.invalid(
                    "reference_id", "required", "Send reference_kind and reference_id together.");
        }
        return new UsageFilter(
                account,
                start,
                end,
                userId == null ? null : uuid("user_id", userId),
                oneOf("task", task, TASKS),
                model,
                provider,
                oneOf("tier", tier, TIERS),
                oneOf("outcome", outcome, OUTCOMES),
                offline == null ? null : bool(offline),
                oneOf("reference_kind", referenceKind, ReferenceKinds.ALL),
                referenceId == null ? null : uuid("reference_id", referenceId));
    }

    /** Empty, one or two keys. */
    List<Key> keys() {
        if (groupBy == null || groupBy.isBlank()) {
            return List.of();
        }
        var keys = new ArrayList<UsageGroups.Key>();
        for (String name : groupBy.split(",")) {
            try {
                keys.add(Key.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw DomainException.invalid(
                        "group_by", "unknown_value", "Group by day, user, task or model.");
            }
        }
        if (keys.size() > 2 || keys.stream().distinct().count() != keys.size()) {
            throw DomainException.invalid(
                    "group_by", "out_of_range", "Group by one or two different keys.");
        }
        return keys;
    }

    private static @Nullable String oneOf(String field, @Nullable String value, Set<String> known) {
        if (value != null && !value.isEmpty() && !known.contains(value)) {
            throw DomainException.invalid(
                    field, "unknown_value", "There is no such " + field + ".");
        }
        return value;
    }

    private static boolean bool(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw DomainException.invalid("offline", "invalid_format", "Use true or false.");
        }
        return value.equals("true");
    }

    private static Instant instant(String field, String value) {
        try {
            return java.time.OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw DomainException.invalid(
                    field, "invalid_format", "Use a time such as 2026-11-01T00:00:00Z.");
        }
    }

    private static UUID uuid(String field, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid(field, "invalid_format", "This is not an id.");
        }
    }
}
