package io.resolutionflow.session.guided;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.session.ai.BoundedInputs;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LogExcerpt;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders guided tasks: {@code inputs} as contract-sessions §12 names them, and messages in which
 * everything somebody else wrote is data (KD-23).
 */
@Component
class GuidedPrompt {

    private static final int STEPS = 40;

    /** 24,000 tokens less system, schema and files (contract-sessions §6). */
    private static final int BUDGET = (int) (12_000 * 3.5);

    private final PromptTexts prompts;
    private final SecretMask mask;
    private final JsonMapper json;

    GuidedPrompt(PromptTexts prompts, SecretMask mask, JsonMapper json) {
        this.prompts = prompts;
        this.mask = mask;
        this.json = json;
    }

    record Rendered(AiTask task, JsonNode inputs, List<Message> messages, JsonNode schema) {}

    Rendered start(GuidedStart.Case told, PromptAttachments attachments) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("problem_text", told.intake().text());
        inputs.put("log_excerpt", LogExcerpt.of(told.intake().log()));
        inputs.put("ticket", told.ticket().data());
        inputs.put("triage", told.triage());
        inputs.put("attachments", attachments.described());
        inputs.put("matched_flow", flow(told));
        inputs.put("tier_rules", prompts.text("guided_tiers.md"));
        JsonNode masked = BoundedInputs.fit((ObjectNode) mask.maskAll(inputs), BUDGET);
        var foreign = ForeignText.newMark();
        var text = new StringBuilder("A new case.\n");
        for (String section :
                List.of("problem_text", "log_excerpt", "ticket", "triage", "matched_flow")) {
            section(text, foreign, section, masked.path(section));
        }
        return new Rendered(
                AiTask.FLOWPILOT_START,
                masked,
                messages("flowpilot_start.md", text.toString(), foreign, attachments, null),
                prompts.schema("guided_answer.schema.json"));
    }

    private static @Nullable Object flow(GuidedStart.Case told) {
        var near = told.nearest();
        if (near == null) {
            return null;
        }
        var flow = new LinkedHashMap<String, @Nullable Object>();
        flow.put("id", near.flowId());
        flow.put("name", near.name());
        flow.put("score", near.score());
        flow.put("excerpt", near.excerpt());
        return flow;
    }

    Rendered respond(GuidedContext.Read turn, PromptAttachments attachments) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("problem", problem(turn));
        inputs.put("problem_domain", turn.problemDomain());
        inputs.put("steps", last(turn.steps()));
        inputs.put("facts", turn.facts());
        inputs.put("triage", turn.triage());
        inputs.put("branch", turn.branch());
        inputs.put("other_branches", turn.otherBranches());
        inputs.put("work_preference", turn.workPreference());
        inputs.put("step_count", turn.stepCount());
        inputs.put("conclude", turn.conclude());
        inputs.put("attachments", attachments.described());
        JsonNode masked = BoundedInputs.fit((ObjectNode) mask.maskAll(inputs), BUDGET);
        var foreign = ForeignText.newMark();
        var text = new StringBuilder("Where the case stands:\n");
        for (String section : List.of("problem", "triage", "facts")) {
            section(text, foreign, section, masked.path(section));
        }
        if (turn.intake().log() != null) {
            text.append(
                            foreign.section(
                                    "log",
                                    mask.mask(String.valueOf(LogExcerpt.of(turn.intake().log())))))
                    .append('\n');
        }
        if (turn.briefing() != null) {
            text.append(foreign.section("briefing", mask.mask(turn.briefing()))).append('\n');
        }
        section(text, foreign, "steps", masked.path("steps"));
        section(text, foreign, "other_branches", masked.path("other_branches"));
        if (turn.branch() != null) {
            section(text, foreign, "branch", masked.path("branch"));
        }
        text.append("The engineer works: ")
                .append(turn.workPreference() == null ? "not said" : turn.workPreference())
                .append(".\n");
        if (turn.conclude()) {
            text.append("Many steps were taken. Conclude: suggest a resolution, or to escalate.\n");
        }
        return new Rendered(
                AiTask.FLOWPILOT_RESPOND,
                masked,
                messages(
                        "flowpilot_respond.md",
                        text.toString(),
                        foreign,
                        attachments,
                        engineer(turn)),
                prompts.schema("guided_answer.schema.json"));
    }

    /** What the handler answered last is theirs to say; all before is in the data. */
    private String engineer(GuidedContext.Read turn) {
        if (turn.steps().isEmpty()) {
            return "What next?";
        }
        var step = turn.steps().getLast();
        var said = new StringBuilder("The engineer answers the last step: ");
        if (step.skipped()) {
            said.append("skipped");
        } else {
            said.append(step.answerLabel() == null ? "" : step.answerLabel());
            if (step.freeText() != null) {
                said.append(step.answerLabel() == null ? "" : "; ").append(step.freeText());
            }
        }
        return mask.mask(said.append("\nWhat next?").toString());
    }

    /** The repair says what was wrong, in words of ours. */
    Rendered again(Rendered first, String why) {
        var messages = new ArrayList<>(first.messages());
        messages.add(
                Message.user(
                        "Your last answer cannot be used. "
                                + why
                                + " Answer again with one JSON object of the given shape."));
        return new Rendered(first.task(), first.inputs(), messages, first.schema());
    }

    private List<Message> messages(
            String prompt,
            String data,
            ForeignText foreign,
            PromptAttachments attachments,
            @Nullable String engineer) {
        var parts = new ArrayList<Part>();
        parts.add(Part.text(data));
        parts.addAll(attachments.parts(foreign, mask));
        parts.add(Part.text(engineer == null ? "What is the first step?" : engineer));
        return List.of(
                new Message(
                        "system",
                        List.of(
                                // static first, so that provider caches hit
                                new Part(
                                        "text",
                                        prompts.text(prompt)
                                                + "\n"
                                                + prompts.text("guided_tiers.md"),
                                        true,
                                        null,
                                        null),
                                Part.text(foreign.rule()))),
                new Message("user", parts));
    }

    private void section(StringBuilder text, ForeignText foreign, String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty())) {
            return;
        }
        String shown = value.isString() ? value.stringValue() : json.writeValueAsString(value);
        text.append(foreign.section(name, shown)).append('\n');
    }

    private static String problem(GuidedContext.Read turn) {
        String summary = turn.problemSummary();
        String told = turn.intake().text();
        if (told == null || told.isBlank()) {
            return summary == null ? "" : summary;
        }
        return told;
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - STEPS), all.size());
    }
}
