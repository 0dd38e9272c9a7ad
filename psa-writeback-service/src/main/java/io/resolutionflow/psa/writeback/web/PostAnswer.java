package io.resolutionflow.psa.writeback.web;

import io.resolutionflow.psa.writeback.StatusRef;
import io.resolutionflow.psa.writeback.StatusState;
import io.resolutionflow.psa.writeback.Writeback;
import io.resolutionflow.psa.writeback.WritebackKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finished post (contract-psa §7.1). {@code resolution_summary} or {@code escalation_reason}, as
 * the kind has it.
 */
record PostAnswer(
        String outcome,
        @Nullable String sessionStatus,
        @Nullable String externalId,
        @Nullable Instant postedAt,
        @Nullable String verifiedStatusId,
        @Nullable String verifiedStatusName,
        @Nullable String statusTransitionSkippedReason,
        @Nullable String statusTransitionSkippedCode,
        UUID writebackId,
        @Nullable UUID handoffId,
        @Nullable String resolutionSummary,
        @Nullable String escalationReason,
        @Nullable String visibility,
        @Nullable Integer parts) {

    static PostAnswer of(Writeback w, int parts) {
        boolean note = w.kind() == WritebackKind.RESOLUTION_NOTE;
        boolean linked = w.target().isLinked();
        StatusRef verified = w.status().state() == StatusState.VERIFIED ? w.status().found() : null;
        return new PostAnswer(
                outcome(note, linked),
                w.session().sessionStatus(),
                w.note().externalId(),
                w.note().postedAt(),
                verified == null ? null : verified.id(),
                verified == null ? null : verified.name(),
                SkippedReason.of(w.status().skippedCode()),
                w.status().skippedCode(),
                w.id(),
                note ? null : w.handoffId(),
                note ? w.text().summary() : null,
                note ? null : w.text().summary(),
                linked ? w.text().visibility().wireName() : null,
                linked ? Integer.valueOf(parts) : null);
    }

    static String outcome(boolean note, boolean linked) {
        return (note ? "resolved" : "escalated") + (linked ? "" : "_local");
    }
}
