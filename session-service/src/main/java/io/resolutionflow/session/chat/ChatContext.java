package io.resolutionflow.session.chat;

import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.conversation.Messages;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads, under the session's lock, everything one turn is asked from; nothing of it is touched
 * after the commit.
 */
@Component
class ChatContext {

    private static final int HISTORY = 80;

    private final Messages messages;
    private final Facts facts;
    private final LaneItems lane;
    private final Fixes fixes;

    ChatContext(Messages messages, Facts facts, LaneItems lane, Fixes fixes) {
        this.messages = messages;
        this.facts = facts;
        this.lane = lane;
        this.fixes = fixes;
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
            TicketLink ticket) {

        boolean isFirstTurn() {
            return history.isEmpty();
        }
    }

    Read read(AiSession session, Message message, String text) {
        List<LaneItem> items = lane.of(session);
        List<Message> earlier =
                messages.before(session, message.seq(), HISTORY).stream()
                        .filter(known -> known.delivery().equals(Message.OK))
                        .toList()
                        .reversed();
        return new Read(
                text,
                items.stream()
                        .filter(item -> message.itemIds().contains(item.id()))
                        .map(ChatContext::answer)
                        .toList(),
                earlier.stream().map(known -> line(session, known)).toList(),
                Math.max(0, message.seq() - 1 - HISTORY),
                facts.of(session).stream().map(ChatContext::fact).toList(),
                session.triage(),
                items.stream()
                        .filter(item -> item.state().equals("open"))
                        .map(ChatContext::open)
                        .toList(),
                items.stream().filter(LaneItem::isFinal).map(ChatContext::answer).toList(),
                fixes.active(session).map(ChatContext::fix).orElse(null),
                session.intake(),
                session.ticket());
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
