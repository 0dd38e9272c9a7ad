package io.resolutionflow.l1walk.intake.web;

import io.resolutionflow.l1walk.intake.Decision;
import io.resolutionflow.l1walk.intake.Decision.Clarify;
import io.resolutionflow.l1walk.intake.TakeCall.Taken;
import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer of every intake (contract-l1 §2). */
record IntakeAnswer(
        String outcome,
        UUID intakeId,
        @Nullable UUID sessionId,
        @Nullable WalkKind sessionKind,
        @Nullable String ticketId,
        @Nullable String ticketKind,
        @Nullable UUID flowId,
        @Nullable UUID flowProposalId,
        @Nullable FlowCandidate nearMiss,
        List<FlowCandidate> candidates,
        @Nullable String category,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Clarify clarify,
        Matching matching,
        List<Warning> warnings) {

    record Matching(String mode, @Nullable Double pFlow) {}

    record Warning(String code, String message) {}

    static IntakeAnswer of(Taken taken) {
        var record = taken.record();
        Decision decision = record.decision();
        Walk walk = taken.walk();
        return new IntakeAnswer(
                decision.outcome().wireName(),
                record.id(),
                walk == null ? null : walk.id(),
                walk == null ? null : walk.kind(),
                walk == null ? null : walk.ticket().id(),
                walk == null ? null : walk.ticket().kind(),
                record.flowId(),
                walk == null ? null : walk.proposalId(),
                decision.nearMiss(),
                record.candidates(),
                decision.category(),
                decision.reason() == null ? null : decision.reason().wireName(),
                decision.message(),
                decision.clarify(),
                new Matching(record.mode().wireName(), record.pFlow()),
                taken.warning() == null
                        ? List.of()
                        : List.of(new Warning("psa_ticket_unverified", taken.warning())));
    }
}
