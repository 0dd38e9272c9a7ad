package io.resolutionflow.session.chat;

import io.resolutionflow.session.branch.BranchPath;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.digest.HistoryDigests;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fact.Facts;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.Fixes;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.lane.LaneItems;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Step;
import io.resolutionflow.session.step.Steps;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads, under the session's lock, everything one turn is asked from; nothing of it is touched
 * after the commit.
 */
@Component
class ChatContext {

    private static final int HISTORY = 80;
    private static final int FINDINGS = 3;

    private final Messages messages;
    private final Facts facts;
    private final LaneItems lane;
    private final Fixes fixes;
    private final Branches branches;
    private final Steps steps;
    private final HistoryDigests digests;

    ChatContext(
            Messages messages,
            Facts facts,
            LaneItems lane,
            Fixes fixes,
            Branches branches,
            Steps steps,
            HistoryDigests digests) {
        this.messages = messages;
        this.facts = facts;
        this.lane = lane;
        this.fixes = fixes;
        this.branches = branches;
        this.steps = steps;
        this.digests = digests;
    }

    record Line(String role, String content, boolean byHandler) {}

    record FixLine(
            String id, String title, String description, String status, boolean isVerifying) {}

    record FactLine(String text, String sourceType) {}

    record ItemLine(
            String id,
            String kind,
            String text,
            @Nullable String context,
            List<String> options,
            @Nullable String command) {}

    /** Another line of work: what it is and what came of it. */
    record BranchLine(
            String label,
            String status,
            @Nullable String hypothesis,
            @Nullable String reason,
            List<String> findings) {}

    record AnswerLine(String id, String kind, String question, String answer) {}

    /**
     * @param history earlier delivered messages, oldest first
     * @param missing how many earlier ones are not in it
     */
    record Read(
            String message,
            List<AnswerLine> answers,
            List<Line> history,
            int missing,
            List<FactLine> facts,
            Triage triage,
            List<ItemLine> laneOpen,
            List<AnswerLine> laneAnswered,
            @Nullable FixLine activeFix,
            IntakeContent intake,
            TicketLink ticket,
            List<BranchLine> otherBranches,
            @Nullable String briefing,
            @Nullable String digest,
            List<UUID> uploadIds) {

        boolean isFirstTurn() {
            return history.isEmpty();
        }
    }

    /** Reads what belongs to the branch the message is said in, and a summary of the others. */
    Read read(AiSession session, Message message, @Nullable UUID branchId) {
        BranchPath path = branchId == null ? BranchPath.WHOLE : branches.pathTo(session, branchId);
        List<LaneItem> items =
                lane.ofAllBranches(session).stream()
                        .filter(item -> path.holds(item.branchId()))
                        .toList();
        List<Message> earlier =
                messages.before(session, message.seq(), HISTORY).stream()
                        .filter(known -> known.delivery().equals(Message.OK))
                        .filter(known -> path.holdsMessage(known.branchId(), known.seq()))
                        .filter(known -> known.seq() >= session.historyFromSeq())
                        .toList()
                        .reversed();
        List<Fact> live = facts.of(session);
        return new Read(
                message.content(),
                items.stream()
                        .filter(item -> message.itemIds().contains(item.id()))
                        .map(ChatContext::answer)
                        .toList(),
                earlier.stream().map(known -> line(session, known)).toList(),
                Math.max(
                        0, message.seq() - 1 - HISTORY - Math.max(0, session.historyFromSeq() - 1)),
                live.stream().map(ChatContext::fact).toList(),
                session.triage(),
                items.stream()
                        .filter(item -> item.state().equals("open"))
                        .map(ChatContext::open)
                        .toList(),
                items.stream().filter(LaneItem::isFinal).map(ChatContext::answer).toList(),
                fixes.active(session).map(ChatContext::fix).orElse(null),
                session.intake(),
                session.ticket(),
                otherBranches(session, path, live),
                briefing(session),
                session.historyFromSeq() == 0 ? digests.of(session) : null,
                uploads(session, message, earlier.isEmpty()));
    }

    /** Files told with the intake belong to the first turn. */
    private static List<UUID> uploads(AiSession session, Message message, boolean first) {
        return Stream.concat(
                        first ? session.intake().uploadIds().stream() : Stream.empty(),
                        message.uploadIds().stream())
                .distinct()
                .toList();
    }

    private List<BranchLine> otherBranches(AiSession session, BranchPath path, List<Fact> facts) {
        return branches.of(session).stream()
                .filter(branch -> !path.holds(branch.id()))
                .map(branch ->
                        new BranchLine(
                                branch.label(),
                                branch.status(),
                                branch.description(),
                                branch.statusReason(),
                                findings(facts, branch.id())))
                .toList();
    }

    private static List<String> findings(List<Fact> facts, UUID branchId) {
        List<String> own =
                facts.stream()
                        .filter(fact -> branchId.equals(fact.branchId()))
                        .map(Fact::text)
                        .toList();
        return own.subList(Math.max(0, own.size() - FINDINGS), own.size());
    }

    /** After a fresh pickup the history begins with what the colleague was told. */
    private @Nullable String briefing(AiSession session) {
        return session.historyFromSeq() == 0
                ? null
                : steps.of(session).reversed().stream()
                        .filter(step -> step.type().equals("briefing"))
                        .findFirst()
                        .map(Step::text)
                        .orElse(null);
    }

    private static Line line(AiSession session, Message message) {
        boolean own =
                !message.role().equals("user") || session.handlerId().equals(message.authorId());
        return new Line(message.role(), message.content(), own);
    }

    private static FactLine fact(Fact fact) {
        return new FactLine(fact.text(), fact.sourceType());
    }

    private static ItemLine open(LaneItem item) {
        return new ItemLine(
                item.id().toString(),
                item.kind(),
                item.text(),
                item.context(),
                item.options(),
                item.command());
    }

    private static AnswerLine answer(LaneItem item) {
        LaneItem.Response response = item.response();
        return new AnswerLine(
                item.id().toString(),
                item.kind(),
                item.text(),
                response == null ? "" : response.words());
    }

    private static FixLine fix(Fix fix) {
        return new FixLine(
                fix.id().toString(),
                fix.title(),
                fix.description(),
                fix.status(),
                fix.isVerifying());
    }
}
