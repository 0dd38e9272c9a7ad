package io.resolutionflow.session.dossier;

import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Step;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of the work in order, written by the work itself; no model is asked (contract-sessions
 * §8).
 */
public record Documentation(
        UUID sessionId,
        String title,
        String status,
        long stateVersion,
        Instant generatedAt,
        Problem problem,
        People people,
        @Nullable TicketRef ticket,
        Triage triage,
        List<Moment> timeline,
        List<StepLine> steps,
        List<String> facts,
        List<Check> checks,
        List<String> openQuestions,
        List<FixLine> fixes,
        List<BranchLine> branches,
        List<String> attachments,
        @Nullable Outcome resolution,
        @Nullable Escalated escalation,
        String markdown) {

    /** Types of steps whose chosen option is a result. */
    private static final Set<String> CHECKED =
            Set.of("action", "verification", "script_generation");

    public record Problem(
            @Nullable String summary,
            @Nullable String domain,
            String intakeType,
            @Nullable String text) {}

    public record People(String owner, String handler, List<String> allHandlers) {}

    public record TicketRef(
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId,
            @Nullable UUID internalTicketId,
            @Nullable String summary) {}

    public record Moment(Instant at, String kind, @Nullable String actorName, String text) {}

    public record BranchLine(
            String label, String status, @Nullable String description, @Nullable String reason) {}

    public record StepLine(
            int order,
            String type,
            String text,
            @Nullable String answer,
            @Nullable String result,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String confidenceTier,
            @Nullable String branch) {}

    public record Check(
            String text,
            @Nullable String command,
            @Nullable String result,
            @Nullable String answer) {}

    public record FixLine(
            String title, String status, @Nullable String decision, @Nullable String notes) {}

    public record Outcome(
            @Nullable String summary,
            @Nullable String action,
            @Nullable String rootCause,
            List<String> stepsTaken,
            List<String> recommendations,
            @Nullable Instant at) {}

    public record Escalated(
            @Nullable String reason, @Nullable Instant at, @Nullable String priority) {}

    static Documentation of(Dossier dossier, List<String> handlerNames, Instant now) {
        AiSession s = dossier.session();
        var without =
                new Documentation(
                        s.id(),
                        s.title(),
                        s.status().wire(),
                        s.stateVersion(),
                        now,
                        new Problem(
                                s.problemSummary(),
                                s.problemDomain(),
                                s.intakeType(),
                                s.intake().text()),
                        new People(s.ownerName(), s.handlerName(), handlerNames),
                        ticket(s),
                        s.triage(),
                        dossier.transitions().stream().map(Documentation::moment).toList(),
                        dossier.shownSteps().stream().map(step -> step(dossier, step)).toList(),
                        dossier.facts().stream().map(fact -> fact.text()).toList(),
                        dossier.answered().stream()
                                .filter(item -> !item.isQuestion())
                                .map(Documentation::check)
                                .toList(),
                        dossier.openQuestions().stream().map(LaneItem::text).toList(),
                        dossier.fixes().reversed().stream().map(Documentation::fix).toList(),
                        dossier.branches().stream().map(Documentation::branch).toList(),
                        dossier.attachments(),
                        s.resolution().at() == null ? null : outcome(s),
                        s.escalation().at() == null ? null : escalated(s),
                        "");
        return without.withMarkdown(DocumentationMarkdown.of(without, answeredQuestions(dossier)));
    }

    private Documentation withMarkdown(String text) {
        return new Documentation(
                sessionId,
                title,
                status,
                stateVersion,
                generatedAt,
                problem,
                people,
                ticket,
                triage,
                timeline,
                steps,
                facts,
                checks,
                openQuestions,
                fixes,
                branches,
                attachments,
                resolution,
                escalation,
                text);
    }

    private static List<Check> answeredQuestions(Dossier dossier) {
        return dossier.answered().stream()
                .filter(LaneItem::isQuestion)
                .map(Documentation::check)
                .toList();
    }

    private static @Nullable TicketRef ticket(AiSession s) {
        var link = s.ticket();
        return link.psaTicketId() == null && link.internalTicketId() == null
                ? null
                : new TicketRef(
                        link.psaTicketId(),
                        link.psaConnectionId(),
                        link.internalTicketId(),
                        Snapshot.ticketSummary(s));
    }

    private static Moment moment(Transitions.Passed passed) {
        String what = passed.trigger().replace('_', ' ');
        return new Moment(
                passed.at(),
                passed.trigger(),
                passed.actorName(),
                passed.reason() == null ? what : what + ": " + passed.reason());
    }

    private static BranchLine branch(Branch branch) {
        return new BranchLine(
                branch.label(), branch.status(), branch.description(), branch.statusReason());
    }

    private static StepLine step(Dossier dossier, Step step) {
        Step.Response response = step.response();
        return new StepLine(
                step.order(),
                step.type(),
                step.text(),
                response == null ? null : response.text(),
                response == null || !CHECKED.contains(step.type())
                        ? null
                        : response.selectedLabel(),
                response == null ? null : response.respondedByName(),
                response == null ? null : response.respondedAt(),
                step.confidenceTier(),
                dossier.labelOf(step.branchId()));
    }

    private static Check check(LaneItem item) {
        LaneItem.Response response = item.response();
        return new Check(
                item.text(),
                item.command(),
                response == null ? null : response.result(),
                response == null ? null : response.words());
    }

    private static FixLine fix(Fix fix) {
        return new FixLine(fix.title(), fix.status(), fix.userDecision(), fix.notes());
    }

    private static Outcome outcome(AiSession s) {
        var how = s.resolution();
        return new Outcome(
                how.summary(),
                how.action(),
                how.rootCause(),
                s.stepsTaken(),
                s.recommendations(),
                how.at());
    }

    private static Escalated escalated(AiSession s) {
        var open = s.openHandoff();
        return new Escalated(
                s.escalation().reason(),
                s.escalation().at(),
                open == null ? null : open.priority());
    }
}
