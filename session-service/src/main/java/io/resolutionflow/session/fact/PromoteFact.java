package io.resolutionflow.session.fact;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.lane.LaneItems;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.step.Steps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a fact of something that was answered, done or said in this session. */
@Service
public class PromoteFact {

    private static final int MAX_TEXT = 1000;

    private final SessionGuard guard;
    private final FactService service;
    private final Facts facts;
    private final LaneItems items;
    private final Steps steps;
    private final Messages messages;
    private final LanguageModel model;
    private final PromptTexts prompts;
    private final SecretMask mask;
    private final JsonMapper json;
    private final Ids ids;

    PromoteFact(
            SessionGuard guard,
            FactService service,
            Facts facts,
            LaneItems items,
            Steps steps,
            Messages messages,
            LanguageModel model,
            PromptTexts prompts,
            SecretMask mask,
            JsonMapper json,
            Ids ids) {
        this.guard = guard;
        this.service = service;
        this.facts = facts;
        this.items = items;
        this.steps = steps;
        this.messages = messages;
        this.model = model;
        this.prompts = prompts;
        this.mask = mask;
        this.json = json;
        this.ids = ids;
    }

    /** Exactly one of the three ids is set. */
    public record Request(
            @Nullable UUID itemId,
            @Nullable UUID stepId,
            @Nullable UUID messageId,
            @Nullable String text,
            boolean allowOffline) {}

    /** What is promoted: which kind of fact it makes, and what was asked and answered. */
    public record Origin(String sourceType, UUID ref, String question, String answer) {}

    /**
     * @throws DomainException 404 {@code item_not_found}, {@code step_not_found}, {@code
     *     message_not_found}; 409 {@code fact_exists}; 422 {@code nothing_to_promote}; without a
     *     text also the refusals of {@link LanguageModel}
     */
    public Fact promote(Actor actor, UUID sessionId, Request request) {
        String given = request.text();
        if (given != null) {
            return guard.asHandler(
                    actor,
                    sessionId,
                    session -> store(actor, session, checked(session, request), given));
        }
        Origin origin =
                guard.readingAsHandler(
                        actor, sessionId, session -> answered(checked(session, request)));
        String statement = statement(sessionId, origin, request.allowOffline());
        return guard.asHandler(
                actor,
                sessionId,
                session -> store(actor, session, checked(session, request), statement));
    }

    private Origin checked(AiSession session, Request request) {
        Origin origin = origin(session, request);
        Refusals.requireOpen(session);
        facts.fromSource(session, origin.ref().toString())
                .ifPresent(known -> {
                    throw DomainException.conflict("fact_exists", "This is a fact already.")
                            .with("fact_id", known.id());
                });
        return origin;
    }

    private Fact store(Actor actor, AiSession session, Origin origin, String text) {
        var source =
                new Fact.Source(
                        origin.sourceType(), origin.ref().toString(), actor.id(), actor.name());
        return service.add(session, text, source);
    }

    /**
     * The source a model's {@code promote} names, if it is of this session and has no live fact.
     */
    public Optional<Origin> free(AiSession session, String sourceRef) {
        UUID id;
        try {
            id = UUID.fromString(sourceRef);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (facts.fromSource(session, id.toString()).isPresent() || facts.full(session)) {
            return Optional.empty();
        }
        return ofItem(session, id).or(() -> ofStep(session, id)).or(() -> ofMessage(session, id));
    }

    private Origin origin(AiSession session, Request request) {
        if (request.itemId() != null) {
            return ofItem(session, request.itemId()).orElseThrow(() -> missing("item"));
        }
        if (request.stepId() != null) {
            return ofStep(session, request.stepId()).orElseThrow(() -> missing("step"));
        }
        UUID messageId = java.util.Objects.requireNonNull(request.messageId());
        return ofMessage(session, messageId).orElseThrow(() -> missing("message"));
    }

    private Optional<Origin> ofItem(AiSession session, UUID id) {
        return items.of(session).stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .map(PromoteFact::ofItem);
    }

    private static Origin ofItem(LaneItem item) {
        LaneItem.Response response = item.response();
        return new Origin(
                item.isQuestion() ? "question" : "diagnostic_check",
                item.id(),
                item.text(),
                response == null ? "" : response.words());
    }

    private Optional<Origin> ofStep(AiSession session, UUID id) {
        return steps.find(session, id)
                .map(step ->
                        new Origin(
                                step.type().equals("question") ? "question" : "diagnostic_check",
                                step.id(),
                                step.text(),
                                step.response() == null ? "" : step.response().text()));
    }

    private Optional<Origin> ofMessage(AiSession session, UUID id) {
        return messages.find(session, id)
                .map(message -> new Origin("message", message.id(), "", message.content()));
    }

    private static Origin answered(Origin origin) {
        if (origin.answer().isBlank()) {
            throw nothing();
        }
        return origin;
    }

    private String statement(UUID sessionId, Origin origin, boolean allowOffline) {
        boolean check = origin.sourceType().equals("diagnostic_check");
        JsonNode inputs =
                mask.maskAll(
                        Map.of(
                                check ? "check" : "question",
                                origin.question(),
                                check ? "result" : "answer",
                                origin.answer()));
        var foreign = ForeignText.newMark();
        var answer =
                model.ask(
                        new LanguageModel.Question(
                                AiTask.FACT_SYNTHESIS,
                                sessionId + ":" + ids.next() + ":fact_synthesis",
                                inputs,
                                List.of(
                                        Message.system(
                                                prompts.text("fact_synthesis.md")
                                                        + "\n"
                                                        + foreign.rule()),
                                        Message.user(foreign.section("answer", inputs.toString()))),
                                prompts.schema("fact_synthesis.schema.json"),
                                sessionId,
                                1,
                                null),
                        allowOffline);
        JsonNode structured = answer.structured();
        String text =
                structured == null
                        ? readText(answer.content())
                        : structured.path("text").asString("");
        if (text.isBlank()) {
            throw nothing();
        }
        return text.strip().substring(0, Math.min(MAX_TEXT, text.strip().length()));
    }

    private String readText(String content) {
        try {
            return json.readTree(content).path("text").asString("");
        } catch (tools.jackson.core.JacksonException e) {
            return content;
        }
    }

    private static DomainException missing(String thing) {
        return DomainException.notFound(thing, "This session has no such " + thing + ".");
    }

    private static DomainException nothing() {
        return DomainException.unprocessable(
                "nothing_to_promote", "There is no answer yet that could become a fact.");
    }
}
