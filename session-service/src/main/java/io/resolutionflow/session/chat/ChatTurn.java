package io.resolutionflow.session.chat;

import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.ai.TurnAttachments;
import io.resolutionflow.session.chat.ChatTurnStore.Closed;
import io.resolutionflow.session.chat.ChatTurnStore.Opened;
import io.resolutionflow.session.flow.PublishedFlows;
import io.resolutionflow.session.session.Actor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * One chat turn (contract-sessions §5, §6): store what the engineer wrote, ask with no transaction
 * open (KD-25), store the answer with all its effects. When there is no answer, what was written
 * stays (KD-8).
 */
@Service
public class ChatTurn {

    private static final String NOTHING_SAID =
            "I could not put an answer together this time. Tell me what you see now, or try the next check in the task lane.";

    private final ChatTurnStore store;
    private final ChatPrompt prompt;
    private final ChatAnswerReader reader;
    private final LanguageModel model;
    private final PublishedFlows flows;
    private final TurnAttachments attachments;

    ChatTurn(
            ChatTurnStore store,
            ChatPrompt prompt,
            ChatAnswerReader reader,
            LanguageModel model,
            PublishedFlows flows,
            TurnAttachments attachments) {
        this.store = store;
        this.prompt = prompt;
        this.reader = reader;
        this.model = model;
        this.flows = flows;
        this.attachments = attachments;
    }

    /**
     * @param requestKey the request's {@code Idempotency-Key}: the same request goes on from what
     *     it saved
     * @param retryMessageId a message that was saved and not answered; then without text
     * @param branchId the branch it is said in; the current one when null
     */
    public record Request(
            @Nullable String message,
            List<UUID> submitItemIds,
            List<UUID> uploadIds,
            @Nullable UUID retryMessageId,
            boolean allowOffline,
            @Nullable String requestKey,
            @Nullable UUID branchId) {}

    /**
     * @param source {@code model}, {@code offline} or {@code fallback}
     */
    record Said(
            ChatAnswer answer,
            String source,
            List<UUID> requestIds,
            List<UUID> attachmentsIgnored) {}

    /**
     * @throws DomainException 409 {@code wrong_session_type}, {@code invalid_session_status},
     *     {@code turn_in_progress}, {@code message_limit_reached}, {@code session_changed}; 404
     *     {@code item_not_found}, {@code message_not_found}; and the refusals of {@link
     *     LanguageModel} with {@code saved: true}
     */
    public TurnAnswer chat(Actor actor, UUID sessionId, Request request) {
        Opened opened = store.open(actor, sessionId, request);
        List<PublishedFlows.Near> suggested = List.of();
        Said said;
        try {
            if (opened.context().isFirstTurn()) {
                suggested = flows.near(problem(opened));
            }
            said = ask(opened, request.allowOffline());
        } catch (DomainException no) {
            store.fail(opened, no.code());
            throw no.with("saved", true);
        } catch (RuntimeException fault) {
            store.fail(opened, "internal_error");
            throw fault;
        }
        return switch (closed(actor, opened, said, suggested)) {
            case Closed.Answered(TurnAnswer answer) -> answer;
            case Closed.Late(String status) ->
                    throw DomainException.conflict(
                                    "session_changed",
                                    "The session changed hands or status while the answer was being written. The answer was kept, without effects.")
                            .with("session_status", status);
        };
    }

    /**
     * A fault while storing must not leave the turn running until its lease ends: the message may
     * be sent again at once.
     */
    private Closed closed(
            Actor actor, Opened opened, Said said, List<PublishedFlows.Near> suggested) {
        try {
            return store.close(actor, opened, said, suggested);
        } catch (DomainException no) {
            throw no;
        } catch (RuntimeException fault) {
            store.fail(opened, "internal_error");
            throw fault;
        }
    }

    private Said ask(Opened opened, boolean allowOffline) {
        PromptAttachments files =
                attachments.read(AiTask.CHAT_MESSAGE, opened.context().uploadIds());
        var rendered = prompt.render(opened.context(), files);
        var first = model.ask(question(opened, rendered, "", 1), allowOffline);
        ChatAnswer answer = reader.read(first.structured(), first.content());
        if (!answer.isEmpty()) {
            return new Said(answer, first.source(), List.of(first.requestId()), files.ignored());
        }
        return repaired(opened, rendered, answer, first.requestId(), files.ignored());
    }

    /** One repair, then fixed words: a turn never fails for form (KD-9). */
    private Said repaired(
            Opened opened,
            ChatPrompt.Rendered rendered,
            ChatAnswer empty,
            UUID firstId,
            List<UUID> ignored) {
        try {
            var second = model.ask(question(opened, prompt.again(rendered), ":repair", 2), false);
            ChatAnswer answer = reader.read(second.structured(), second.content());
            if (!answer.isEmpty()) {
                return new Said(
                        answer, second.source(), List.of(firstId, second.requestId()), ignored);
            }
        } catch (DomainException no) {
            // the first answer was paid for and is usable as far as it goes
        }
        return new Said(empty.saying(NOTHING_SAID), "fallback", List.of(firstId), ignored);
    }

    private static LanguageModel.Question question(
            Opened opened, ChatPrompt.Rendered rendered, String suffix, int attempt) {
        return new LanguageModel.Question(
                AiTask.CHAT_MESSAGE,
                opened.sessionId() + ":" + opened.turnId() + ":chat_message" + suffix,
                rendered.inputs(),
                rendered.messages(),
                rendered.schema(),
                opened.sessionId(),
                attempt,
                null);
    }

    private static String problem(Opened opened) {
        String intake = opened.context().intake().text();
        String text = (intake == null ? "" : intake + "\n") + opened.context().message();
        return text.strip().substring(0, Math.min(2000, text.strip().length()));
    }
}
