package io.resolutionflow.session.dossier;

import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.Fixes;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.PostedText;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything another service may know about a session (contract-sessions §10). */
public record Bundle(
        UUID sessionId,
        UUID accountId,
        long stateVersion,
        String status,
        String sessionType,
        String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        Intake intake,
        Triage triage,
        Person owner,
        UUID handlerId,
        String handlerName,
        boolean visible,
        @Nullable Boolean isHandler,
        @Nullable UUID psaConnectionId,
        @Nullable String psaTicketId,
        Ticket ticket,
        List<FactLine> facts,
        List<StepLine> steps,
        List<Check> checks,
        List<OpenItem> openQuestions,
        @Nullable FixLine activeFix,
        List<Fixes.Entry> fixHistory,
        List<ScriptRun> scriptRuns,
        List<BranchLine> branches,
        List<MessageLine> messagesTail,
        List<Transitions.Passed> transitions,
        @Nullable Resolved resolution,
        @Nullable UUID openHandoffId,
        @Nullable String openHandoffIntent,
        Posted resolutionNote,
        Posted escalationPackage,
        List<String> attachments,
        @Nullable UUID sourceWalkId,
        boolean truncated) {

    public record Intake(String type, IntakeContent content) {}

    public record Person(UUID id, String name) {}

    public record Ticket(
            @Nullable UUID connectionId,
            @Nullable String ticketId,
            @Nullable UUID internalTicketId,
            @Nullable Map<String, @Nullable Object> data,
            @Nullable String fetchStatus) {}

    public record BranchLine(
            UUID id,
            @Nullable UUID parentId,
            String label,
            @Nullable String description,
            String status,
            @Nullable String statusReason) {}

    public record FactLine(
            UUID id,
            String text,
            String sourceType,
            @Nullable String sourceRef,
            Instant createdAt) {}

    public record StepLine(
            int order,
            String type,
            String text,
            String state,
            @Nullable String response,
            @Nullable String by,
            @Nullable Instant at) {}

    public record Check(
            UUID id,
            String kind,
            String text,
            @Nullable String command,
            @Nullable String result,
            @Nullable String answer,
            @Nullable Instant at) {}

    public record OpenItem(UUID id, String kind, String text) {}

    public record FixLine(
            UUID id,
            String title,
            String description,
            String status,
            @Nullable Integer confidence,
            @Nullable String userDecision,
            @Nullable Instant appliedAt,
            @Nullable String notes) {

        static FixLine of(Fix fix) {
            return new FixLine(
                    fix.id(),
                    fix.title(),
                    fix.description(),
                    fix.status(),
                    fix.confidence(),
                    fix.userDecision(),
                    fix.appliedAt(),
                    fix.notes());
        }
    }

    public record ScriptRun(
            String title,
            @Nullable String script,
            @Nullable String scriptLanguage,
            String outcome) {}

    public record MessageLine(
            String role, @Nullable String authorName, String content, Instant createdAt) {}

    public record Resolved(
            @Nullable String summary,
            @Nullable String action,
            @Nullable String rootCause,
            List<String> stepsTaken,
            List<String> recommendations,
            @Nullable Instant at) {}

    public record Posted(
            @Nullable String markdown, @Nullable Instant postedAt, @Nullable String externalId) {

        static Posted of(PostedText text) {
            return new Posted(text.markdown(), text.postedAt(), text.externalId());
        }
    }

    /**
     * @param reader null when a service asks for itself
     */
    static Bundle of(Dossier dossier, @Nullable UUID reader) {
        AiSession s = dossier.session();
        TicketLink ticket = s.ticket();
        return new Bundle(
                s.id(),
                s.accountId(),
                s.stateVersion(),
                s.status().wire(),
                s.sessionType(),
                s.title(),
                s.problemSummary(),
                s.problemDomain(),
                new Intake(s.intakeType(), s.intake()),
                s.triage(),
                new Person(s.ownerId(), s.ownerName()),
                s.handlerId(),
                s.handlerName(),
                true,
                reader == null ? null : s.handlerId().equals(reader),
                ticket.psaConnectionId(),
                ticket.psaTicketId(),
                new Ticket(
                        ticket.psaConnectionId(),
                        ticket.psaTicketId(),
                        ticket.internalTicketId(),
                        ticket.data(),
                        ticket.fetchStatus()),
                dossier.facts().stream().map(Bundle::fact).toList(),
                dossier.shownSteps().stream().map(Bundle::step).toList(),
                dossier.answered().stream().map(Bundle::check).toList(),
                dossier.lane().stream()
                        .filter(item -> item.state().equals("open"))
                        .map(item -> new OpenItem(item.id(), item.kind(), item.text()))
                        .toList(),
                dossier.activeFix().map(FixLine::of).orElse(null),
                dossier.fixHistory(),
                dossier.fixes().stream()
                        .filter(fix -> fix.appliedAt() != null)
                        .map(fix ->
                                new ScriptRun(
                                        fix.title(),
                                        fix.script(),
                                        fix.scriptLanguage(),
                                        fix.status()))
                        .toList(),
                dossier.branches().stream().map(Bundle::branch).toList(),
                dossier.messages().stream().map(Bundle::message).toList(),
                dossier.transitions(),
                s.resolution().at() == null
                        ? null
                        : new Resolved(
                                s.resolution().summary(),
                                s.resolution().action(),
                                s.resolution().rootCause(),
                                s.stepsTaken(),
                                s.recommendations(),
                                s.resolution().at()),
                s.openHandoffId(),
                s.openHandoff() == null ? null : s.openHandoff().intent(),
                Posted.of(s.resolutionNote()),
                Posted.of(s.escalationPackage()),
                dossier.attachments(),
                s.sourceWalkId(),
                false);
    }

    /** The same with fewer old steps and messages. */
    Bundle withoutOldest() {
        return new Bundle(
                sessionId,
                accountId,
                stateVersion,
                status,
                sessionType,
                title,
                problemSummary,
                problemDomain,
                intake,
                triage,
                owner,
                handlerId,
                handlerName,
                visible,
                isHandler,
                psaConnectionId,
                psaTicketId,
                ticket,
                facts,
                newerHalf(steps),
                checks,
                openQuestions,
                activeFix,
                fixHistory,
                scriptRuns,
                branches,
                newerHalf(messagesTail),
                transitions,
                resolution,
                openHandoffId,
                openHandoffIntent,
                resolutionNote,
                escalationPackage,
                attachments,
                sourceWalkId,
                true);
    }

    private static <T> List<T> newerHalf(List<T> list) {
        return list.subList((list.size() + 1) / 2, list.size());
    }

    private static BranchLine branch(Branch branch) {
        return new BranchLine(
                branch.id(),
                branch.parentId(),
                branch.label(),
                branch.description(),
                branch.status(),
                branch.statusReason());
    }

    private static FactLine fact(Fact fact) {
        return new FactLine(
                fact.id(), fact.text(), fact.sourceType(), fact.sourceRef(), fact.createdAt());
    }

    private static StepLine step(Step step) {
        Step.Response response = step.response();
        return new StepLine(
                step.order(),
                step.type(),
                step.text(),
                step.state(),
                response == null ? null : response.text(),
                response == null ? null : response.respondedByName(),
                response == null ? null : response.respondedAt());
    }

    private static Check check(LaneItem item) {
        LaneItem.Response response = item.response();
        return new Check(
                item.id(),
                item.kind(),
                item.text(),
                item.command(),
                response == null ? null : response.result(),
                response == null ? null : response.words(),
                item.answeredAt());
    }

    private static MessageLine message(Message message) {
        return new MessageLine(
                message.role(), message.authorName(), message.content(), message.createdAt());
    }
}
