package io.resolutionflow.session.chat;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.conversation.Turn;
import io.resolutionflow.session.conversation.Turns;
import io.resolutionflow.session.fix.FixService;
import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.flow.PublishedFlows;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.lane.LaneItems;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.upload.Attachments;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The two transactions around the model call, and the third for when it failed. */
@Component
class ChatTurnStore {

    private static final int MOST_MESSAGES = 400;

    private final SessionGuard guard;
    private final Turns turns;
    private final Messages messages;
    private final LaneItems items;
    private final ChatContext context;
    private final ChatEffects effects;
    private final FixService fixes;
    private final Branches branches;
    private final Attachments uploads;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    ChatTurnStore(
            SessionGuard guard,
            Turns turns,
            Messages messages,
            LaneItems items,
            ChatContext context,
            ChatEffects effects,
            FixService fixes,
            Branches branches,
            Attachments uploads,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.guard = guard;
        this.turns = turns;
        this.messages = messages;
        this.items = items;
        this.context = context;
        this.effects = effects;
        this.fixes = fixes;
        this.branches = branches;
        this.uploads = uploads;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param branchId the branch the engineer speaks in; it becomes current with the answer
     */
    record Opened(
            UUID sessionId,
            UUID turnId,
            UUID messageId,
            @Nullable UUID branchId,
            ChatContext.Read context) {}

    sealed interface Closed {
        record Answered(TurnAnswer answer) implements Closed {}

        /** Status or handler changed meanwhile. */
        record Late(String sessionStatus) implements Closed {}
    }

    /** T1: the engineer's words are safe before anybody is asked. */
    Opened open(Actor actor, UUID sessionId, ChatTurn.Request request) {
        return guard.onChildAsHandler(
                actor,
                sessionId,
                session -> branch(session, request.branchId()),
                (session, branch) -> {
                    requireChatting(session);
                    branch.filter(chosen -> chosen.status().equals(Branch.DEAD_END))
                            .ifPresent(closed -> {
                                throw DomainException.conflict(
                                        "branch_closed",
                                        "This branch is closed. Revive it with new evidence.");
                            });
                    return open(actor, session, request, branch.map(Branch::id).orElse(null));
                });
    }

    private Optional<Branch> branch(AiSession session, @Nullable UUID branchId) {
        return branchId == null
                ? Optional.empty()
                : Optional.of(
                        branches.find(session, branchId).orElseThrow(DomainException::notFound));
    }

    private Opened open(
            Actor actor, AiSession session, ChatTurn.Request request, @Nullable UUID chosen) {
        List<LaneItem> submitted = submitted(session, request.submitItemIds());
        // first the turn: opening it fails a crashed one, whose message may be the one to try again
        Turn turn = turns.open(session, "chat", actor);
        Optional<Message> saved = saved(session, request);
        if (saved.isEmpty() && session.messageCount() + 2 > MOST_MESSAGES) {
            throw DomainException.conflict(
                    "message_limit_reached",
                    "This session is full. Resolve it, or start a new one.");
        }
        UUID branchId = chosen == null ? session.activeBranchId() : chosen;
        Message message =
                saved.isPresent()
                        ? again(saved.get(), turn)
                        : add(session, actor, request, submitted, turn, branchId);
        UUID spoken = message.branchId() == null ? branchId : message.branchId();
        return new Opened(
                session.id(),
                turn.id(),
                message.id(),
                spoken,
                context.read(session, message, spoken));
    }

    private static void requireChatting(AiSession session) {
        if (!session.sessionType().equals("chat")) {
            throw DomainException.conflict(
                            "wrong_session_type",
                            "This is a guided session; answer its step instead.")
                    .with("session_type", session.sessionType());
        }
        if (session.status() != SessionStatus.ACTIVE) {
            throw Refusals.wrongStatus(session, List.of(SessionStatus.ACTIVE));
        }
    }

    private List<LaneItem> submitted(AiSession session, List<UUID> itemIds) {
        List<LaneItem> all = items.of(session);
        return itemIds.stream()
                .distinct()
                .map(id ->
                        all.stream()
                                .filter(item -> item.id().equals(id) && item.visible())
                                .findFirst()
                                .orElseThrow(() ->
                                        DomainException.notFound(
                                                "item", "The task lane has no such item.")))
                .map(ChatTurnStore::requireAnswer)
                .toList();
    }

    private static LaneItem requireAnswer(LaneItem item) {
        LaneItem.Response response = item.response();
        if (response == null || response.words().isBlank()) {
            throw DomainException.invalid(
                    "submit_item_ids",
                    "unanswered",
                    "An item without an answer cannot be sent along.");
        }
        return item;
    }

    /** What is tried again: the named message, or the one this very request saved before. */
    private Optional<Message> saved(AiSession session, ChatTurn.Request request) {
        UUID retry = request.retryMessageId();
        if (retry != null) {
            return Optional.of(
                    messages.find(session, retry)
                            .filter(message ->
                                    message.role().equals("user")
                                            && message.delivery().equals(Message.FAILED))
                            .orElseThrow(() ->
                                    DomainException.notFound(
                                            "message",
                                            "There is no such message waiting for an answer.")));
        }
        return request.requestKey() == null
                ? Optional.empty()
                : messages.failedOfRequest(session, request.requestKey());
    }

    private static Message again(Message message, Turn turn) {
        message.inTurn(turn.id());
        return message;
    }

    private Message add(
            AiSession session,
            Actor actor,
            ChatTurn.Request request,
            List<LaneItem> submitted,
            Turn turn,
            @Nullable UUID branchId) {
        var message =
                Message.ofEngineer(
                        place(session, turn.id(), branchId),
                        actor.id(),
                        actor.name(),
                        rendered(request.message(), submitted),
                        request.uploadIds(),
                        submitted.stream().map(LaneItem::id).toList(),
                        request.requestKey());
        messages.add(message);
        uploads.link(session, actor, request.uploadIds());
        return message;
    }

    /** Answers from the lane become part of what the engineer says: question and answer. */
    private static String rendered(@Nullable String text, List<LaneItem> submitted) {
        var said = new StringBuilder(text == null ? "" : text.strip());
        for (LaneItem item : submitted) {
            LaneItem.Response response = item.response();
            said.append(said.isEmpty() ? "" : "\n").append(item.text()).append(" → ");
            said.append(response == null ? "" : response.words());
        }
        return said.toString();
    }

    void fail(Opened opened, String code) {
        transaction.executeWithoutResult(tx -> turns.fail(opened.turnId(), code));
    }

    /** T2: the answer with all its effects, or late without any. */
    Closed close(
            Actor actor, Opened opened, ChatTurn.Said said, List<PublishedFlows.Near> suggested) {
        return guard.asService(
                actor,
                opened.sessionId(),
                session -> {
                    boolean mine = turns.close(opened.turnId(), said.requestIds());
                    if (!mine
                            || session.status() != SessionStatus.ACTIVE
                            || !session.handlerId().equals(actor.id())) {
                        messages.add(
                                Message.ofAssistant(
                                        place(session, opened.turnId(), opened.branchId()),
                                        said.answer().content(),
                                        said.source(),
                                        Message.LATE));
                        return new Closed.Late(session.status().wire());
                    }
                    return new Closed.Answered(answered(session, actor, opened, said, suggested));
                });
    }

    private TurnAnswer answered(
            AiSession session,
            Actor actor,
            Opened opened,
            ChatTurn.Said said,
            List<PublishedFlows.Near> suggested) {
        Message asked = messages.find(session, opened.messageId()).orElseThrow();
        items.of(session).stream()
                .filter(item -> asked.itemIds().contains(item.id()))
                .forEach(item -> item.submit(clock.instant()));
        if (!asked.itemIds().isEmpty()) {
            session.raiseLane();
        }
        enter(session, actor, opened.branchId());
        var done = effects.apply(session, actor, said.answer(), asked);
        var message =
                Message.ofAssistant(
                        place(session, opened.turnId(), opened.branchId()),
                        said.answer().content(),
                        said.source(),
                        Message.OK);
        messages.add(message);
        Fork fork = effects.fork(session, actor, said.answer(), message.id());
        FixView active = fixes.activeOf(session);
        return new TurnAnswer(
                message.id(),
                asked.id(),
                message.content(),
                said.source(),
                suggested.stream().map(TurnAnswer.SuggestedFlow::of).toList(),
                fork,
                done.lane().actions(),
                done.lane().questions(),
                done.triageUpdate(),
                done.facts().stream()
                        .map(fact ->
                                new TurnAnswer.NewFact(
                                        fact.id(),
                                        fact.text(),
                                        fact.sourceType(),
                                        fact.sourceRef()))
                        .toList(),
                done.suggestedFix().isEmpty() ? null : active,
                said.answer().fixOutcome() == null || active == null
                        ? null
                        : active.aiOutcomeProposal(),
                said.attachmentsIgnored(),
                session.title(),
                session.activeBranchId(),
                session.laneVersion(),
                session.stateVersion());
    }

    /** A message to a branch makes it the current one, in the version of the answer. */
    private void enter(AiSession session, Actor actor, @Nullable UUID branchId) {
        if (branchId != null && !branchId.equals(session.activeBranchId())) {
            branches.find(session, branchId)
                    .ifPresent(branch -> branches.makeCurrent(session, branch, actor.personId()));
        }
    }

    private Message.Place place(AiSession session, UUID turnId, @Nullable UUID branchId) {
        return new Message.Place(
                ids.next(),
                session.accountId(),
                session.id(),
                branchId,
                session.nextMessage(),
                turnId,
                clock.instant());
    }
}
