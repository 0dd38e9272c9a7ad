package io.resolutionflow.session.dossier;

import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What travels with a hand-off (contract-handoffs §2.4, contract-sessions §10). It never changes
 * afterwards.
 */
public record Snapshot(
        String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        String sessionType,
        int stepCount,
        @Nullable String confidenceTier,
        @Nullable String clientName,
        @Nullable String assetName,
        @Nullable String issueCategory,
        @Nullable String triageHypothesis,
        List<KnownFact> facts,
        List<TriedStep> stepsTried,
        List<String> openQuestions,
        List<String> openChecks,
        @Nullable ActiveFix activeFix,
        @Nullable String activeBranchLabel,
        Psa psa,
        long stateVersion,
        Instant startedAt,
        boolean hasTaskLane,
        List<Triage.Evidence> evidenceItems,
        List<BranchLine> branches,
        List<String> missing,
        boolean truncated) {

    public record BranchLine(String label, String status) {}

    public record KnownFact(String text, String sourceType) {}

    public record TriedStep(int order, String type, String text, String response) {}

    public record ActiveFix(String title, String status, @Nullable Integer confidence) {}

    public record Psa(
            @Nullable UUID connectionId,
            @Nullable String ticketId,
            @Nullable String ticketSummary) {}

    static Snapshot of(Dossier dossier) {
        AiSession s = dossier.session();
        return new Snapshot(
                s.title(),
                s.problemSummary(),
                s.problemDomain(),
                s.sessionType(),
                s.stepCount(),
                s.confidenceTier(),
                s.triage().clientName(),
                s.triage().assetName(),
                s.triage().issueCategory(),
                s.triage().hypothesis(),
                dossier.facts().stream()
                        .map(fact -> new KnownFact(fact.text(), fact.sourceType()))
                        .toList(),
                tried(dossier),
                dossier.openQuestions().stream().map(LaneItem::text).toList(),
                dossier.openChecks().stream().map(LaneItem::text).toList(),
                dossier.activeFix().map(Snapshot::fix).orElse(null),
                dossier.labelOf(s.activeBranchId()),
                new Psa(s.ticket().psaConnectionId(), s.ticket().psaTicketId(), ticketSummary(s)),
                s.stateVersion(),
                s.createdAt(),
                dossier.lane().stream().anyMatch(LaneItem::visible),
                s.triage().evidenceItems(),
                dossier.branches().stream()
                        .map(branch -> new BranchLine(branch.label(), branch.status()))
                        .toList(),
                missing(dossier),
                false);
    }

    /** The same with fewer old steps. */
    Snapshot withoutOldest(int steps) {
        return new Snapshot(
                title,
                problemSummary,
                problemDomain,
                sessionType,
                stepCount,
                confidenceTier,
                clientName,
                assetName,
                issueCategory,
                triageHypothesis,
                facts,
                stepsTried.subList(Math.min(steps, stepsTried.size()), stepsTried.size()),
                openQuestions,
                openChecks,
                activeFix,
                activeBranchLabel,
                psa,
                stateVersion,
                startedAt,
                hasTaskLane,
                evidenceItems,
                branches,
                missing,
                true);
    }

    /** Answered steps, then what was answered in the lane. */
    private static List<TriedStep> tried(Dossier dossier) {
        var tried = new ArrayList<TriedStep>();
        for (Step step : dossier.answeredSteps()) {
            Step.Response response = step.response();
            tried.add(
                    new TriedStep(
                            tried.size() + 1,
                            step.type(),
                            step.text(),
                            response == null ? "" : response.text()));
        }
        for (LaneItem item : dossier.answered()) {
            LaneItem.Response response = item.response();
            tried.add(
                    new TriedStep(
                            tried.size() + 1,
                            item.kind(),
                            item.text(),
                            response == null ? "" : response.words()));
        }
        return tried;
    }

    private static ActiveFix fix(Fix fix) {
        return new ActiveFix(fix.title(), fix.status(), fix.confidence());
    }

    static @Nullable String ticketSummary(AiSession session) {
        Map<String, @Nullable Object> data = session.ticket().data();
        Object summary = data == null ? null : data.get("summary");
        return summary == null ? null : summary.toString();
    }

    private static List<String> missing(Dossier dossier) {
        var missing = new ArrayList<String>();
        Triage triage = dossier.session().triage();
        if (triage.clientName() == null) {
            missing.add("client_name");
        }
        if (triage.assetName() == null) {
            missing.add("asset_name");
        }
        if (dossier.facts().isEmpty()) {
            missing.add("facts");
        }
        if (dossier.answeredSteps().isEmpty() && dossier.answered().isEmpty()) {
            missing.add("steps_tried");
        }
        if (triage.hypothesis() == null) {
            missing.add("triage_hypothesis");
        }
        return missing;
    }
}
