package io.resolutionflow.session.chat;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import io.resolutionflow.session.ai.BoundedInputs;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LogExcerpt;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders a turn: {@code inputs} as contract-sessions §12 names them, and messages within the
 * budget of §6.
 */
@Component
class ChatPrompt {

    private static final double BYTES_PER_TOKEN = 3.5;
    private static final int HISTORY_TOKENS = 12_000;
    private static final int CASE_BYTES = (int) (4_000 * BYTES_PER_TOKEN);
    private static final int ALWAYS = 6;
    private static final int ALWAYS_TOKENS = 1_500;

    private final PromptTexts prompts;
    private final SecretMask mask;
    private final JsonMapper json;

    ChatPrompt(PromptTexts prompts, SecretMask mask, JsonMapper json) {
        this.prompts = prompts;
        this.mask = mask;
        this.json = json;
    }

    record Rendered(JsonNode inputs, List<Message> messages, JsonNode schema) {}

    Rendered render(ChatContext.Read turn, PromptAttachments files) {
        List<ChatContext.Line> history = fitting(turn.history());
        int missing = turn.missing() + turn.history().size() - history.size();
        return new Rendered(
                inputs(turn, history, files),
                messages(turn, history, missing, files),
                prompts.schema("chat_answer.schema.json"));
    }

    /** The repair of an answer without any content. */
    Rendered again(Rendered first) {
        var messages = new ArrayList<>(first.messages());
        messages.add(
                Message.user(
                        "Your last answer had no content. Answer again, with a content the engineer can read."));
        return new Rendered(first.inputs(), messages, first.schema());
    }

    private JsonNode inputs(
            ChatContext.Read turn, List<ChatContext.Line> history, PromptAttachments files) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("message", firstTurnMessage(turn));
        inputs.put("answers", turn.answers());
        inputs.put(
                "history",
                history.stream()
                        .map(line -> Map.of("role", line.role(), "content", line.content()))
                        .toList());
        inputs.put("digest", turn.digest());
        inputs.put("facts", turn.facts());
        inputs.put("triage", turn.triage());
        inputs.put("lane_open", turn.laneOpen());
        inputs.put("lane_answered", turn.laneAnswered());
        inputs.put("active_fix", turn.activeFix());
        inputs.put("other_branches", turn.otherBranches());
        inputs.put("attachments", files.described());
        return bounded(inputs, BoundedInputs.INPUTS);
    }

    private ObjectNode bounded(Map<String, @Nullable Object> data, int bytes) {
        return BoundedInputs.fit((ObjectNode) mask.maskAll(data), bytes);
    }

    /** What was told at intake belongs to the first turn. */
    private static String firstTurnMessage(ChatContext.Read turn) {
        String intake = turn.intake().text();
        if (!turn.isFirstTurn()
                || intake == null
                || intake.isBlank()
                || turn.message().contains(intake.strip())) {
            return turn.message();
        }
        return (intake.strip() + "\n\n" + turn.message()).strip();
    }

    private List<Message> messages(
            ChatContext.Read turn,
            List<ChatContext.Line> history,
            int missing,
            PromptAttachments files) {
        var foreign = ForeignText.newMark();
        var messages = new ArrayList<Message>();
        messages.add(
                new Message(
                        "system",
                        List.of(
                                // static first, so that provider caches hit
                                new Part("text", prompts.text("chat_message.md"), true, null, null),
                                Part.text(foreign.rule()))));
        for (ChatContext.Line line : history) {
            String text = mask.mask(line.content());
            String role = line.role().equals("assistant") ? "assistant" : "user";
            messages.add(
                    new Message(
                            role,
                            List.of(
                                    Part.text(
                                            line.byHandler()
                                                    ? text
                                                    : foreign.section(
                                                            "message of a colleague", text)))));
        }
        var parts = new ArrayList<Part>();
        parts.add(Part.text(context(turn, missing, foreign)));
        parts.addAll(files.parts(foreign, mask));
        parts.add(Part.text(engineer(turn)));
        messages.add(new Message("user", parts));
        return messages;
    }

    private String engineer(ChatContext.Read turn) {
        return "The engineer says:\n" + mask.mask(turn.message());
    }

    private String context(ChatContext.Read turn, int missing, ForeignText foreign) {
        var text = new StringBuilder("Where the case stands:\n");
        var known = new LinkedHashMap<String, @Nullable Object>();
        known.put("triage", turn.triage());
        known.put("facts", turn.facts());
        known.put("open task lane", turn.laneOpen());
        known.put("active fix", turn.activeFix());
        bounded(known, CASE_BYTES)
                .properties()
                .forEach(entry -> {
                    if (!entry.getValue().isNull()) {
                        text.append(foreign.section(entry.getKey(), entry.getValue().toString()))
                                .append('\n');
                    }
                });
        if (turn.briefing() != null) {
            text.append(foreign.section("briefing", mask.mask(turn.briefing()))).append('\n');
        }
        if (!turn.otherBranches().isEmpty()) {
            var others = new LinkedHashMap<String, @Nullable Object>();
            others.put("branches", turn.otherBranches());
            text.append(
                            foreign.section(
                                    "other branches",
                                    bounded(others, CASE_BYTES).path("branches").toString()))
                    .append('\n');
        }
        if (turn.isFirstTurn()) {
            intake(turn, text, foreign);
        }
        if (missing > 0 && turn.digest() != null) {
            text.append(foreign.section("digest of earlier messages", mask.mask(turn.digest())))
                    .append('\n');
        } else if (missing > 0) {
            text.append("(").append(missing).append(" earlier messages are not shown.)\n");
        }
        return text.toString();
    }

    private void intake(ChatContext.Read turn, StringBuilder text, ForeignText foreign) {
        String told = turn.intake().text();
        String log = turn.intake().log();
        if (told != null && !told.isBlank()) {
            text.append(foreign.section("intake", mask.mask(told))).append('\n');
        }
        String excerpt = LogExcerpt.of(log);
        if (excerpt != null) {
            text.append(foreign.section("log", mask.mask(excerpt))).append('\n');
        }
        if (turn.ticket().data() != null) {
            text.append(foreign.section("ticket", masked(turn.ticket().data()))).append('\n');
        }
    }

    private String masked(Object data) {
        return json.writeValueAsString(mask.maskAll(data));
    }

    /**
     * Newest first, whole messages; the last six always, cut if they must be. Returned oldest
     * first.
     */
    private static List<ChatContext.Line> fitting(List<ChatContext.Line> history) {
        var kept = new ArrayList<ChatContext.Line>();
        double used = 0;
        for (ChatContext.Line line : history.reversed()) {
            ChatContext.Line shown = kept.size() < ALWAYS ? cut(line) : line;
            used += tokens(shown.content());
            if (kept.size() >= ALWAYS && used > HISTORY_TOKENS) {
                break;
            }
            kept.add(shown);
        }
        return kept.reversed();
    }

    private static ChatContext.Line cut(ChatContext.Line line) {
        int most = (int) (ALWAYS_TOKENS * BYTES_PER_TOKEN);
        return tokens(line.content()) <= ALWAYS_TOKENS
                ? line
                : new ChatContext.Line(
                        line.role(),
                        line.content().substring(0, Math.min(most, line.content().length())),
                        line.byHandler());
    }

    private static double tokens(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN;
    }
}
