package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.aigateway.completion.AnswerSchema;
import io.resolutionflow.aigateway.completion.CompletionCommand;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.ai.AiTask.Offline;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.nio.charset.StandardCharsets;
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
    private static final int MOST_TEXT_BYTES = 1024 * 1024;
    private static final int MOST_MESSAGES = 200;
    private static final int MOST_IMAGES = 10;
    private static final int MOST_IMAGE_BYTES = 5 * 1024 * 1024;
    private static final int MOST_BYTES_OF_IMAGES = 20 * 1024 * 1024;
    private static final int LONGEST_KEY = 200;
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");
    private static final Set<String> IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final Set<String> REFERENCES =
            Set.of("ai_session", "l1_walk", "handoff", "flow", "proposal", "account");

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
        List<Message> messages = messages(body.messages(), problems);
        oneOf("phase", body.phase(), Set.of("start", "continue"), problems);
        oneOf("on_invalid", body.onInvalid(), Set.of("error", "return"), problems);
        oneOf("tier", body.tier(), Set.of("fast", "standard", "deep"), problems);
        oneOf("offline", body.offline(), Set.of("auto", "never", "only"), problems);
        between("max_repairs", body.maxRepairs(), 0, 1, problems);
        between("attempt", body.attempt(), 1, 3, problems);
        between("max_output_tokens", body.maxOutputTokens(), 16, 16_000, problems);
        if (body.reference() != null) {
            oneOf("reference.kind", body.reference().kind(), REFERENCES, problems);
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
        } else if (bytes(inputs.toString()) > MOST_INPUT_BYTES) {
            throw tooLarge("The inputs are larger than 256 KiB.");
        }
    }

    private static List<Message> messages(
            @Nullable List<@Nullable Message> given, List<FieldProblem> problems) {
        if (given == null || given.isEmpty() || given.size() > MOST_MESSAGES) {
            problems.add(
                    new FieldProblem(
                            "messages",
                            given == null ? "required" : "out_of_range",
                            "Send 1 to 200 messages."));
            return List.of();
        }
        var messages = new ArrayList<Message>();
        for (int i = 0; i < given.size(); i++) {
            Message message = given.get(i);
            if (message == null || message.role() == null || !ROLES.contains(message.role())) {
                problems.add(
                        new FieldProblem(
                                "messages[" + i + "].role",
                                "unknown_value",
                                "Use system, user or assistant."));
            } else if (message.role().equals("system") && i > 0) {
                problems.add(
                        new FieldProblem(
                                "messages[" + i + "].role",
                                "invalid_value",
                                "Only the first message is the system's."));
            } else {
                checkParts(message, i, problems);
                messages.add(message);
            }
        }
        if (!messages.isEmpty() && !messages.getLast().role().equals("user")) {
            problems.add(
                    new FieldProblem(
                            "messages", "invalid_value", "The last message is the user's."));
        }
        requireSizes(messages);
        return messages;
    }

    private static void checkParts(Message message, int i, List<FieldProblem> problems) {
        if (message.parts() == null || message.parts().isEmpty()) {
            problems.add(
                    new FieldProblem(
                            "messages[" + i + "].parts", "required", "A message has parts."));
            return;
        }
        for (Part part : message.parts()) {
            boolean text = part != null && "text".equals(part.type()) && part.text() != null;
            boolean image =
                    part != null
                            && "image".equals(part.type())
                            && part.data() != null
                            && isBase64(part.data())
                            && part.mediaType() != null
                            && IMAGES.contains(part.mediaType());
            if (!text && !image) {
                problems.add(
                        new FieldProblem(
                                "messages[" + i + "].parts",
                                "invalid_value",
                                "A part is a text, or a png, jpeg, gif or webp image."));
            }
        }
    }

    private static void requireSizes(List<Message> messages) {
        long text = 0;
        long imageBytes = 0;
        int images = 0;
        for (Message message : messages) {
            for (Part part : message.parts() == null ? List.<Part>of() : message.parts()) {
                text += part == null || part.text() == null ? 0 : bytes(part.text());
                if (part != null && part.data() != null) {
                    images++;
                    long bytes = decodedBytes(part.data());
                    imageBytes += bytes;
                    if (bytes > MOST_IMAGE_BYTES) {
                        throw tooLarge("An image is larger than 5 MiB.");
                    }
                }
            }
        }
        if (text > MOST_TEXT_BYTES || images > MOST_IMAGES || imageBytes > MOST_BYTES_OF_IMAGES) {
            throw tooLarge(
                    "The messages hold more than 1 MiB of text, 10 images or 20 MiB of images.");
        }
    }

    private static long decodedBytes(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4L * 3 - padding;
    }

    private static boolean isBase64(String data) {
        if (data.isEmpty() || data.length() % 4 != 0) {
            return false;
        }
        int end = data.length();
        while (end > data.length() - 2 && data.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = data.charAt(i);
            boolean known =
                    (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || c == '+'
                            || c == '/';
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static void oneOf(
            String field,
            @Nullable String value,
            Set<String> allowed,
            List<FieldProblem> problems) {
        if (value != null && !allowed.contains(value)) {
            problems.add(
                    new FieldProblem(
                            field,
                            "unknown_value",
                            "Use one of " + allowed.stream().sorted().toList() + "."));
        }
    }

    private static void between(
            String field,
            @Nullable Integer value,
            int least,
            int most,
            List<FieldProblem> problems) {
        if (value != null && (value < least || value > most)) {
            problems.add(
                    new FieldProblem(
                            field,
                            "out_of_range",
                            "Must be between " + least + " and " + most + "."));
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

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static DomainException tooLarge(String detail) {
        return new DomainException(413, "payload_too_large", detail);
    }
}
