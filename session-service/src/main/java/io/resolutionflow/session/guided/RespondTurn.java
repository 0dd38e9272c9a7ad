package io.resolutionflow.session.guided;

import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.TurnAttachments;
import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.guided.RespondStore.Closed;
import io.resolutionflow.session.guided.RespondStore.Opened;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.step.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * One answer to a guided step and the step that follows (contract-sessions §5): the answer is
 * stored, the model is asked with no transaction open (KD-25), its step is stored.
 */
@Service
public class RespondTurn {

    private final RespondStore store;
    private final GuidedPrompt prompt;
    private final GuidedModel model;
    private final TurnAttachments attachments;

    RespondTurn(
            RespondStore store,
            GuidedPrompt prompt,
            GuidedModel model,
            TurnAttachments attachments) {
        this.store = store;
        this.prompt = prompt;
        this.model = model;
        this.attachments = attachments;
    }

    /** One of the three ways to answer; an option may come with words. */
    public record Request(
            UUID stepId,
            @Nullable String selectedOption,
            @Nullable String freeText,
            boolean skip,
            List<UUID> uploadIds,
            boolean allowOffline) {}

    /** Answer of POST S/{id}/respond, its step still an entity of the read that made it. */
    public record Answered(
            UUID sessionId,
            String status,
            Step step,
            @Nullable String confidenceTier,
            @Nullable Double confidenceScore,
            int stepCount,
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            @Nullable UUID activeBranchId,
            @Nullable FixView suggestedFix,
            @Nullable String answerSource,
            long stateVersion) {}

    /**
     * @throws DomainException 404 {@code step_not_found}; 409 {@code wrong_session_type}, {@code
     *     invalid_session_status}, {@code turn_in_progress}, {@code step_not_current}, {@code
     *     step_limit_reached}, {@code session_changed}; 422 {@code unknown_option}, {@code
     *     free_text_not_allowed}, {@code skip_not_allowed}, {@code answer_missing}; and the
     *     refusals of the language model with {@code saved: true}
     */
    public Answered respond(Actor actor, UUID sessionId, Request request) {
        return switch (store.open(actor, sessionId, request)) {
            case RespondStore.Begun.Settled(Answered answered) -> answered;
            case RespondStore.Begun.ToAsk(Opened opened) ->
                    asked(actor, opened, request.allowOffline());
        };
    }

    private Answered asked(Actor actor, Opened opened, boolean allowOffline) {
        GuidedSaid said;
        try {
            var rendered =
                    prompt.respond(
                            opened.context(),
                            attachments.read(AiTask.FLOWPILOT_RESPOND, opened.uploadIds()));
            said =
                    model.ask(
                            new GuidedModel.Try(
                                    opened.sessionId(),
                                    opened.turnId(),
                                    rendered,
                                    opened.context().answeredQuestions(),
                                    opened.context().fallbacks(),
                                    allowOffline));
        } catch (DomainException no) {
            store.fail(actor, opened, no.code());
            throw no.with("saved", true);
        } catch (RuntimeException fault) {
            store.fail(actor, opened, "internal_error");
            throw fault;
        }
        return switch (closed(actor, opened, said)) {
            case Closed.Done(Answered answered) -> answered;
            case Closed.Late(String status) ->
                    throw DomainException.conflict(
                                    "session_changed",
                                    "The session changed hands or status while the next step was being made. It was kept, without effects.")
                            .with("session_status", status);
        };
    }

    private Closed closed(Actor actor, Opened opened, GuidedSaid said) {
        try {
            return store.close(actor, opened, said);
        } catch (DomainException no) {
            throw no;
        } catch (RuntimeException fault) {
            store.fail(actor, opened, "internal_error");
            throw fault;
        }
    }
}
