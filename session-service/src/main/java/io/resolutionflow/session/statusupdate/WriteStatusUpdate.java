package io.resolutionflow.session.statusupdate;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.dossier.Document;
import io.resolutionflow.session.dossier.Documentation;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.statusupdate.StatusUpdate.Audience;
import io.resolutionflow.session.statusupdate.StatusUpdate.Length;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an update in the words of its audience (contract-sessions §8). An answer that cannot be
 * read, or that calls an open matter solved, is asked for once more; then the record speaks.
 */
@Service
public class WriteStatusUpdate {

    private static final int SUBJECT = 200;

    private final SessionGuard guard;
    private final Document document;
    private final LanguageModel model;
    private final PromptTexts prompts;
    private final SecretMask mask;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    WriteStatusUpdate(
            SessionGuard guard,
            Document document,
            LanguageModel model,
            PromptTexts prompts,
            SecretMask mask,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.guard = guard;
        this.document = document;
        this.model = model;
        this.prompts = prompts;
        this.mask = mask;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** What is wanted. */
    public record Request(
            Audience audience, Length length, @Nullable String context, boolean allowOffline) {}

    /** Names come from the record, never from a model. */
    private record Names(@Nullable String client, @Nullable String contact, String engineer) {}

    private record Source(Documentation documentation, JsonNode masked, Names names) {}

    private record Text(@Nullable String subject, String text) {}

    /**
     * @throws DomainException 404; 403 {@code owner_or_handler_only}; 429, 502, 503 of the model,
     *     with {@code saved: false}
     */
    public StatusUpdate write(Actor actor, UUID sessionId, Request request) {
        Source source =
                guard.readingAsOwnerOrHandler(actor, sessionId, session -> source(session, actor));
        UUID job = ids.next();
        try {
            for (int attempt = 1; attempt <= 2; attempt++) {
                var answer =
                        model.ask(
                                question(sessionId, job, source, request, attempt),
                                request.allowOffline());
                Optional<Text> text = read(answer, source.documentation(), request.length());
                if (text.isPresent()) {
                    return finished(request, source, text.get(), answer.source());
                }
            }
        } catch (DomainException no) {
            throw no.with("saved", false);
        }
        var written =
                UpdateTemplate.of(
                        source.documentation(),
                        request.audience(),
                        request.length(),
                        source.names().engineer(),
                        source.names().contact());
        return finished(request, source, new Text(written.subject(), written.text()), "template");
    }

    private StatusUpdate finished(Request request, Source source, Text text, String answerSource) {
        boolean mail = request.audience() == Audience.EMAIL_DRAFT;
        String subject =
                text.subject() == null || text.subject().isBlank()
                        ? source.documentation().title()
                        : text.subject().strip().replaceAll("\\s+", " ");
        return new StatusUpdate(
                request.audience().wire(),
                request.length().wire(),
                mail ? subject.substring(0, Math.min(SUBJECT, subject.length())) : null,
                text.text(),
                answerSource,
                source.documentation().stateVersion(),
                clock.instant());
    }

    private Source source(AiSession session, Actor actor) {
        Documentation documentation = document.of(session);
        return new Source(
                documentation,
                mask.maskAll(documentation),
                new Names(
                        session.triage().clientName(),
                        session.intake().contactName(),
                        actor.name()));
    }

    private LanguageModel.Question question(
            UUID session, UUID job, Source source, Request request, int attempt) {
        var foreign = ForeignText.newMark();
        var user = new StringBuilder();
        user.append("Audience: ").append(request.audience().wire());
        user.append("\nLength: at most ").append(request.length().words()).append(" words.\n");
        user.append(foreign.section("names", mask.mask(json.writeValueAsString(source.names()))));
        user.append('\n').append(foreign.section("documentation", source.masked().toString()));
        if (request.context() != null && !request.context().isBlank()) {
            user.append("\nThe engineer adds:\n").append(mask.mask(request.context()));
        }
        var messages = new ArrayList<Message>();
        messages.add(Message.system(prompts.text("status_update.md") + "\n" + foreign.rule()));
        messages.add(Message.user(user.toString()));
        if (attempt > 1) {
            messages.add(
                    Message.user(
                            "Your last answer could not be used: it was not of the given shape, or it called a matter solved that is not. Answer again."));
        }
        return new LanguageModel.Question(
                AiTask.STATUS_UPDATE,
                session + ":" + job + ":status_update" + (attempt > 1 ? ":repair" : ""),
                inputs(source, request),
                messages,
                prompts.schema("status_update.schema.json"),
                session,
                attempt,
                null);
    }

    private JsonNode inputs(Source source, Request request) {
        var inputs = json.createObjectNode();
        inputs.set("documentation", source.masked());
        inputs.put("audience", request.audience().wire());
        inputs.put("length", request.length().wire());
        inputs.put("context", mask.maskNullable(request.context()));
        inputs.set("names", mask.maskAll(source.names()));
        return inputs;
    }

    private Optional<Text> read(
            LanguageModel.Answer answer, Documentation documentation, Length length) {
        JsonNode body =
                answer.structured() == null ? object(answer.content()) : answer.structured();
        // a number is no text, however it could be written
        String text =
                body == null || !body.path("text").isString()
                        ? ""
                        : body.path("text").stringValue();
        boolean solved = documentation.status().equals("resolved");
        if (body == null || text.isBlank() || !solved && Wording.claimsSolved(text)) {
            return Optional.empty();
        }
        String subject = body.path("subject").asString("");
        if (!solved && Wording.claimsSolved("is " + subject)) {
            subject = "";
        }
        return Optional.of(new Text(subject, Wording.atMost(text, length.words())));
    }

    private @Nullable JsonNode object(String content) {
        try {
            JsonNode read = json.readTree(content);
            return read.isObject() ? read : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
