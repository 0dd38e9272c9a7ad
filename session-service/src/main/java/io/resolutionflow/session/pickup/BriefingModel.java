package io.resolutionflow.session.pickup;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Task {@code flowpilot_pickup}; when it fails, the template serves. */
@Component
class BriefingModel {

    private final LanguageModel model;
    private final PromptTexts prompts;
    private final SecretMask mask;
    private final AnswerJson answers;
    private final Ids ids;

    BriefingModel(
            LanguageModel model,
            PromptTexts prompts,
            SecretMask mask,
            AnswerJson answers,
            Ids ids) {
        this.model = model;
        this.prompts = prompts;
        this.mask = mask;
        this.answers = answers;
        this.ids = ids;
    }

    /** With no transaction open. */
    Briefing write(
            UUID sessionId, JsonNode snapshot, @Nullable String by, @Nullable String context) {
        Briefing template = Briefing.ofRecord(snapshot, by);
        try {
            var answer = model.ask(question(sessionId, snapshot, by, context), false);
            JsonNode object =
                    answer.structured() == null
                            ? answers.object(answer.content())
                            : answer.structured();
            Briefing written = Briefing.ofModel(object, answer.source());
            return written == null ? template : written;
        } catch (DomainException no) {
            return template;
        }
    }

    private LanguageModel.Question question(
            UUID sessionId, JsonNode snapshot, @Nullable String by, @Nullable String context) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("snapshot", snapshot);
        inputs.put("additional_context", context);
        inputs.put("handed_off_by", by);
        JsonNode masked = mask.maskAll(inputs);
        var foreign = ForeignText.newMark();
        return new LanguageModel.Question(
                AiTask.FLOWPILOT_PICKUP,
                sessionId + ":" + ids.next() + ":flowpilot_pickup",
                masked,
                List.of(
                        Message.system(prompts.text("flowpilot_pickup.md") + "\n" + foreign.rule()),
                        Message.user(foreign.section("hand-off", masked.toString()))),
                prompts.schema("pickup_briefing.schema.json"),
                sessionId,
                1,
                null);
    }
}
