package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.aigateway.sql.Statement;
import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.contracts.event.ai.AiUsageRecorded;
import io.resolutionflow.contracts.event.ai.AiUsageRecorded.Ref;
import io.resolutionflow.contracts.event.ai.AiUsageRecorded.Tokens;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code ai.usage_recorded}: once per request, in the transaction that closes it. */
@Component
class UsageEvents {

    private final Outbox outbox;
    private final Statements statements;

    UsageEvents(Outbox outbox, Statements statements) {
        this.outbox = outbox;
        this.statements = statements;
    }

    void settled(HeldRequest row, Settlement settlement, @Nullable String actingAs) {
        Instant now = row.readAt();
        var counts = settlement.counts();
        String offlineReason = settlement.offlineReason(row.offlineReason());
        var tokens =
                counts == null
                        ? null
                        : new Tokens(
                                counts.input(),
                                counts.cacheRead(),
                                counts.cacheWrite(),
                                counts.output(),
                                counts.reasoning());
        append(
                row.id(),
                new AiUsageRecorded(
                        row.id(),
                        row.userId(),
                        row.task(),
                        row.tier(),
                        reference(row),
                        settlement.outcome(),
                        settlement.isCancelled() ? "cancelled" : null,
                        offlineReason != null,
                        offlineReason,
                        settlement.candidate().profile().endpoint(),
                        settlement.candidate().profile().model(),
                        row.attempts(),
                        tokens,
                        (counts == null ? UsageQuality.UNKNOWN : settlement.quality()).wireName(),
                        settlement.costMicros(),
                        settlement.candidate().price().id(),
                        row.counts(),
                        row.createdAt(),
                        millis(row, now),
                        row.userId(),
                        row.userName(),
                        actingAs,
                        now));
    }

    void ended(HeldRequest row, String outcome, String errorCode) {
        Instant now = row.readAt();
        append(
                row.id(),
                new AiUsageRecorded(
                        row.id(),
                        row.userId(),
                        row.task(),
                        row.tier(),
                        reference(row),
                        outcome,
                        errorCode,
                        row.offlineReason() != null,
                        row.offlineReason(),
                        null,
                        null,
                        row.attempts(),
                        null,
                        UsageQuality.UNKNOWN.wireName(),
                        null,
                        null,
                        false,
                        row.createdAt(),
                        millis(row, now),
                        row.userId(),
                        row.userName(),
                        null,
                        now));
    }

    private void append(UUID request, AiUsageRecorded event) {
        Outbox.Insert insert = outbox.insert(AiUsageRecorded.TYPE, request, event);
        statements.later(Statement.sql(insert.sql()).params(insert.params()));
    }

    private static @Nullable Ref reference(HeldRequest row) {
        return row.referenceKind() == null || row.referenceId() == null
                ? null
                : new Ref(row.referenceKind(), row.referenceId());
    }

    private static long millis(HeldRequest row, Instant now) {
        return Math.max(0, Duration.between(row.createdAt(), now).toMillis());
    }
}
