package io.resolutionflow.session.output;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.dossier.Document;
import io.resolutionflow.session.output.ResolutionOutputs.Due;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes due outputs ready on any replica: lease, read, ask without a transaction, write (KD-11).
 */
@Component
class WriteOutputs {

    private static final Logger log = LoggerFactory.getLogger(WriteOutputs.class);
    private static final int BATCH = 3;

    private final TransactionTemplate transaction;
    private final ResolutionOutputs outputs;
    private final AiSessions sessions;
    private final Document document;
    private final LanguageModel model;
    private final PromptTexts prompts;
    private final SecretMask mask;
    private final OutputsReady ready;
    private final OutputProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    WriteOutputs(
            TransactionTemplate transaction,
            ResolutionOutputs outputs,
            AiSessions sessions,
            Document document,
            LanguageModel model,
            PromptTexts prompts,
            SecretMask mask,
            OutputsReady ready,
            OutputProperties properties,
            JsonMapper json,
            Clock clock) {
        this.transaction = transaction;
        this.outputs = outputs;
        this.sessions = sessions;
        this.document = document;
        this.model = model;
        this.prompts = prompts;
        this.mask = mask;
        this.ready = ready;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${rf.session.outputs.poll:2s}")
    void run() {
        int lease = Math.toIntExact(properties.lease().toSeconds());
        List<Due> due =
                Objects.requireNonNull(transaction.execute(tx -> outputs.claim(BATCH, lease)));
        due.forEach(row -> TenantContext.run(row.accountId(), () -> write(row)));
    }

    /** What the model is asked from. */
    private record Source(JsonNode documentation, Actor actor, long stateVersion, int version) {}

    private void write(Due due) {
        Optional<Source> source = Objects.requireNonNull(transaction.execute(tx -> source(due)));
        if (source.isEmpty()) {
            transaction.executeWithoutResult(tx ->
                    outputs.postponed(
                            due,
                            outputs.version(due),
                            "stale",
                            "session_gone",
                            clock.instant(),
                            clock.instant()));
            return;
        }
        try {
            var answer = model.ask(question(due, source.get()), false);
            Text text = read(answer);
            settle(
                    due,
                    () ->
                            outputs.ready(
                                    due,
                                    source.get().version(),
                                    text.title(),
                                    text.markdown(),
                                    answer.source(),
                                    clock.instant()));
        } catch (DomainException no) {
            log.atWarn()
                    .addKeyValue("session_id", due.sessionId())
                    .addKeyValue("kind", due.kind())
                    .addKeyValue("code", no.code())
                    .log("resolution output could not be written");
            settle(due, () -> postpone(due, source.get().version(), no));
        }
    }

    private Optional<Source> source(Due due) {
        return sessions.find(due.sessionId())
                .map(session ->
                        new Source(
                                mask.maskAll(document.of(session)),
                                Actor.vouchedFor(session.handlerId(), session.handlerName(), null),
                                session.stateVersion(),
                                outputs.version(due)));
    }

    private LanguageModel.Question question(Due due, Source source) {
        var inputs = json.createObjectNode();
        inputs.put("kind", due.kind());
        inputs.set("documentation", source.documentation());
        var foreign = ForeignText.newMark();
        return new LanguageModel.Question(
                AiTask.RESOLUTION_OUTPUT,
                due.sessionId()
                        + ":"
                        + due.id()
                        + "-"
                        + source.stateVersion()
                        + "-"
                        + source.version()
                        + ":resolution_output",
                inputs,
                List.of(
                        Message.system(
                                prompts.text("resolution_output.md") + "\n" + foreign.rule()),
                        Message.user(
                                "Write the text of kind "
                                        + due.kind()
                                        + ".\n"
                                        + foreign.section(
                                                "documentation",
                                                source.documentation().toString()))),
                prompts.schema("resolution_output.schema.json"),
                due.sessionId(),
                1,
                source.actor());
    }

    private record Text(String title, String markdown) {}

    private Text read(LanguageModel.Answer answer) {
        JsonNode structured = answer.structured();
        JsonNode body = structured != null ? structured : parsed(answer.content());
        String markdown =
                body == null ? answer.content() : body.path("content_markdown").asString("");
        if (markdown.isBlank()) {
            throw new DomainException(502, "ai_provider_error", "The answer was empty.");
        }
        String title = body == null ? "" : body.path("title").asString("");
        return new Text(cut(title.isBlank() ? "Resolution" : title, 200), cut(markdown, 50_000));
    }

    private @Nullable JsonNode parsed(String content) {
        try {
            JsonNode node = json.readTree(content);
            return node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private boolean postpone(Due due, int version, DomainException no) {
        Instant now = clock.instant();
        if (no.code().equals("quota_exceeded")) {
            Object reset = no.members().get("reset_at");
            return outputs.postponed(
                    due,
                    version,
                    "waiting_quota",
                    no.code(),
                    reset == null ? now.plusSeconds(3600) : Instant.parse(reset.toString()),
                    now);
        }
        int attempts = outputs.attempts(due);
        boolean again = attempts <= properties.backoff().size();
        return outputs.postponed(
                due,
                version,
                again ? "pending" : "failed",
                no.code(),
                again ? now.plus(properties.backoff().get(attempts - 1)) : now,
                now);
    }

    /**
     * Writes the outcome under the session's lock, so that exactly one runner sees that all three
     * are through.
     */
    private void settle(Due due, java.util.function.BooleanSupplier outcome) {
        transaction.executeWithoutResult(tx -> {
            Optional<AiSession> session = sessions.lock(due.sessionId());
            boolean written = outcome.getAsBoolean();
            if (written && session.isPresent()) {
                ready.tellWhenAllDone(session.get());
            }
        });
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
