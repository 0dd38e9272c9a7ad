package io.resolutionflow.session.guided;

import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.branch.BranchPath;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fact.Facts;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Step;
import io.resolutionflow.session.step.Steps;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads, under the session's lock, everything one guided turn is asked from; nothing of it is
 * touched after the commit.
 */
@Component
class GuidedContext {

    private static final int FINDINGS = 3;

    private final Steps steps;
    private final Facts facts;
    private final Branches branches;

    GuidedContext(Steps steps, Facts facts, Branches branches) {
        this.steps = steps;
        this.facts = facts;
        this.branches = branches;
    }

    /**
     * @param byHandler false for what a colleague answered before: it is data, not an order
     */
    record StepLine(
            int order,
            String type,
            String text,
            @Nullable String answerLabel,
            @Nullable String selectedOption,
            @Nullable String freeText,
            boolean skipped,
            boolean byHandler) {}

    record FactLine(String text, String sourceType) {}

    record BranchLine(
            String label, String status, @Nullable String reason, List<String> findings) {}

    record Read(
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            IntakeContent intake,
            TicketLink ticket,
            Triage triage,
            List<StepLine> steps,
            List<FactLine> facts,
            @Nullable String branch,
            List<BranchLine> otherBranches,
            @Nullable String workPreference,
            int stepCount,
            boolean conclude,
            Set<String> answeredQuestions,
            long fallbacks,
            @Nullable String briefing) {}

    GuidedThread thread(AiSession session, @Nullable UUID branchId) {
        return GuidedThread.of(steps.of(session), path(session, branchId));
    }

    private BranchPath path(AiSession session, @Nullable UUID branchId) {
        return branchId == null ? BranchPath.WHOLE : branches.pathTo(session, branchId);
    }

    /**
     * @param preference as it will be once this turn is over
     */
    Read read(AiSession session, @Nullable UUID branchId, @Nullable String preference) {
        BranchPath path = path(session, branchId);
        List<Step> all = steps.of(session);
        var thread = GuidedThread.of(all, path);
        List<Fact> live = facts.of(session);
        return new Read(
                session.problemSummary(),
                session.problemDomain(),
                session.intake(),
                session.ticket(),
                session.triage(),
                thread.answered().stream()
                        .filter(step -> !FixedSteps.is(step, FixedSteps.PREFERENCE))
                        .map(step -> line(session, step))
                        .toList(),
                live.stream().map(f -> new FactLine(f.text(), f.sourceType())).toList(),
                branchId == null
                        ? null
                        : branches.find(session, branchId).map(Branch::label).orElse(null),
                others(session, path, live),
                preference,
                session.stepCount(),
                thread.shouldConclude(),
                thread.answeredQuestions(),
                thread.fallbacks(),
                all.reversed().stream()
                        .filter(step -> step.type().equals("briefing"))
                        .findFirst()
                        .map(Step::text)
                        .orElse(null));
    }

    private static StepLine line(AiSession session, Step step) {
        Step.Response given = step.response();
        boolean own =
                given == null
                        || given.respondedBy() == null
                        || session.handlerId().equals(given.respondedBy());
        return new StepLine(
                step.order(),
                step.type(),
                step.text(),
                given == null ? null : given.selectedLabel(),
                given == null ? null : given.selectedOption(),
                given == null ? null : given.freeText(),
                given != null && given.skipped(),
                own);
    }

    private List<BranchLine> others(AiSession session, BranchPath path, List<Fact> live) {
        return branches.of(session).stream()
                .filter(branch -> !path.holds(branch.id()))
                .map(branch ->
                        new BranchLine(
                                branch.label(),
                                branch.status(),
                                branch.statusReason(),
                                findings(live, branch.id())))
                .toList();
    }

    private static List<String> findings(List<Fact> live, UUID branchId) {
        List<String> own =
                live.stream()
                        .filter(fact -> branchId.equals(fact.branchId()))
                        .map(Fact::text)
                        .toList();
        return own.subList(Math.max(0, own.size() - FINDINGS), own.size());
    }
}
