package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.aigateway.completion.AnswerSchema;
import io.resolutionflow.aigateway.completion.CompletionCommand;
import io.resolutionflow.aigateway.ledger.ReferenceKinds;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.ai.AiTask.Offline;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns a body into a checked command, or into 413 or 422 (contract-ai §3.1, §12). */
@Component
class CompletionShape {

    private static final int MOST_INPUT_BYTES = 256 * 1024;
    private static final int LONGEST_KEY = 200;

    private final AnswerSchema schemas;
    private final JsonMapper json;
    private final Clock clock;

    CompletionShape(AnswerSchema schemas, JsonMapper json, Clock clock) {
        this.schemas = schemas;
        this.json = json.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
        this.clock = clock;
    }

    /**
     * @param tokenExpiry the caller's token ends the call too; null when unknown
     */
    CompletionCommand command(
            @Nullable String keyHeader, CompletionBody body, @Nullable Instant tokenExpiry) {
        var problems = new ArrayList<FieldProblem>();
        String key = key(keyHeader, body.idempotencyKey(), problems);
        AiTask task = task(body.task());
        JsonNode inputs =
                body.inputs() == null || body.inputs().isNull()
                        ? JsonNodeFactory.instance.objectNode()
                        : body.inputs();
        checkInputs(inputs, problems);
        List<Message> messages = MessageShape.checked(body.messages(), problems);
        FieldChecks.oneOf("phase", body.phase(), Set.of("start", "continue"), problems);
        FieldChecks.oneOf("on_invalid", body.onInvalid(), Set.of("error", "return"), problems);
        FieldChecks.oneOf("tier", body.tier(), Set.of("fast", "standard", "deep"), problems);
        FieldChecks.oneOf("offline", body.offline(), Set.of("auto", "never", "only"), problems);
        FieldChecks.between("max_repairs", body.maxRepairs(), 0, 1, problems);
        FieldChecks.between("attempt", body.attempt(), 1, 3, problems);
        FieldChecks.between("max_output_tokens", body.maxOutputTokens(), 16, 16_000, problems);
        if (body.reference() != null) {
            FieldChecks.oneOf(
                    "reference.kind", body.reference().kind(), ReferenceKinds.ALL, problems);
            if (body.reference().kind() == null) {
                problems.add(
                        new FieldProblem("reference.kind", "required", "A reference has a kind."));
            }
            if (body.reference().id() == null) {
                problems.add(
                        new FieldProblem("reference.id", "required", "A reference has an id."));
            }
        }
        Instant now = clock.instant();
        if (body.deadline() != null && !body.deadline().isAfter(now)) {
            problems.add(new FieldProblem("deadline", "out_of_range", "The deadline has passed."));
        }
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
        JsonNode schema =
                body.responseSchema() == null || body.responseSchema().isNull()
                        ? null
                        : body.responseSchema();
        if (schema != null) {
            schemas.requireSupported(schema);
        }
        return new CompletionCommand(
                task,
                body.phase() == null
                        ? CompletionCommand.startsByRegistry(task, inputs)
                        : body.phase().equals("start"),
                inputs,
                messages,
                schema,
                "return".equals(body.onInvalid()),
                Objects.requireNonNullElse(body.maxRepairs(), 1),
                Objects.requireNonNullElse(body.attempt(), 1),
                body.tier() == null
                        ? task.tier()
                        : Tier.valueOf(body.tier().toUpperCase(Locale.ROOT)),
                Objects.requireNonNullElse(body.maxOutputTokens(), task.maxOutputTokens()),
                body.offline() == null
                        ? task.offline()
                        : Offline.valueOf(body.offline().toUpperCase(Locale.ROOT)),
                body.reference(),
                earliest(now.plus(task.timeout()), body.deadline(), tokenExpiry),
                body.actor() == null ? null : body.actor().userId(),
                body.actor() == null ? null : body.actor().name(),
                key,
                hash(body));
    }

    static AiTask task(@Nullable String name) {
        return AiTask.fromWireName(name == null ? "" : name)
                .orElseThrow(() ->
                        DomainException.unprocessable(
                                "unknown_task", "There is no AI task of this name."));
    }

    private static String key(
            @Nullable String header, @Nullable String member, List<FieldProblem> problems) {
        String key = header == null ? member : header;
        boolean visible =
                key != null
                        && !key.isEmpty()
                        && key.length() <= LONGEST_KEY
                        && key.chars().allMatch(c -> c > 32 && c < 127);
        if (!visible) {
            problems.add(
                    new FieldProblem(
                            "idempotency_key",
                            key == null ? "required" : "invalid_format",
                            "Send a key of 1 to 200 visible ASCII characters."));
        }
        if (header != null && member != null && !header.equals(member)) {
            problems.add(
                    new FieldProblem(
                            "idempotency_key",
                            "invalid_value",
                            "Header and body name different keys."));
        }
        return key == null ? "" : key;
    }

    private static void checkInputs(JsonNode inputs, List<FieldProblem> problems) {
        if (!inputs.isObject()) {
            problems.add(new FieldProblem("inputs", "invalid_type", "The inputs are an object."));
        } else if (MessageShape.bytes(inputs.toString()) > MOST_INPUT_BYTES) {
            throw BodyLimit.tooLarge("The inputs are larger than 256 KiB.");
        }
    }

    private static Instant earliest(
            Instant first, @Nullable Instant second, @Nullable Instant third) {
        Instant earliest = second != null && second.isBefore(first) ? second : first;
        return third != null && third.isBefore(earliest) ? third : earliest;
    }

    private String hash(CompletionBody body) {
        try {
            byte[] bytes = json.writeValueAsBytes(body.identity());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
