package io.resolutionflow.session.guided;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.flow.PublishedFlows;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Step;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The first step of a guided session: asked before anything is stored, placed with all the rest.
 */
@Component
public class GuidedStart {

    private final GuidedModel model;
    private final GuidedPrompt prompt;
    private final GuidedSteps steps;
    private final Ids ids;

    GuidedStart(GuidedModel model, GuidedPrompt prompt, GuidedSteps steps, Ids ids) {
        this.model = model;
        this.prompt = prompt;
        this.steps = steps;
        this.ids = ids;
    }

    /** What is known when a case begins. */
    public record Case(
            IntakeContent intake,
            TicketLink ticket,
            Triage triage,
            PublishedFlows.@Nullable Near nearest) {}

    /**
     * Outside any transaction.
     *
     * @param sessionId prepared for the session that does not exist yet; usage carries it
     * @throws DomainException the refusals of the language model: then nothing was stored
     */
    public GuidedSaid ask(
            UUID sessionId, Case told, PromptAttachments attachments, boolean allowOffline) {
        return model.ask(
                new GuidedModel.Try(
                        sessionId,
                        ids.next(),
                        prompt.start(told, attachments),
                        Set.of(),
                        0,
                        allowOffline));
    }

    /** In the transaction that stores the session. */
    public Step place(AiSession session, Actor actor, GuidedSaid said) {
        return steps.place(session, actor, said, null);
    }
}
