package io.resolutionflow.l1walk.classification.client;

import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.l1walk.classification.Classification;
import io.resolutionflow.l1walk.classification.ModelClassifier;
import io.resolutionflow.platform.id.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Task {@code l1_classify}. The statement goes in a data section of the user message, never as an
 * instruction.
 */
@Component
class GatewayClassifier implements ModelClassifier {

    private static final Logger log = LoggerFactory.getLogger(GatewayClassifier.class);

    private final QuickCompletionsApi ai;
    private final JsonMapper json;
    private final Ids ids;
    private final String prompt;

    GatewayClassifier(
            QuickCompletionsApi ai,
            JsonMapper json,
            Ids ids,
            @Value("classpath:/prompts/l1-classify.md") Resource prompt)
            throws IOException {
        this.ai = ai;
        this.json = json;
        this.ids = ids;
        this.prompt = prompt.getContentAsString(StandardCharsets.UTF_8);
    }

    private record Category(String key, List<String> keywords) {}

    private record Inputs(String statement, List<Category> categories) {}

    @Override
    public Optional<Classification> classify(
            String statement, Map<String, List<String>> keywordsByCategory) {
        try {
            return read(ai.complete(ids.next().toString(), request(statement, keywordsByCategory)));
        } catch (RuntimeException no) {
            // quota, AI off, time, a bad answer: the rules of this service go on (contract-l1 §3.5)
            log.atInfo()
                    .addKeyValue("reason", no.getClass().getSimpleName())
                    .log("classifying by keywords");
            return Optional.empty();
        }
    }

    private CompletionRequest request(
            String statement, Map<String, List<String>> keywordsByCategory) {
        List<Category> categories =
                keywordsByCategory.entrySet().stream()
                        .map(e -> new Category(e.getKey(), e.getValue()))
                        .toList();
        String keys = String.join(", ", keywordsByCategory.keySet());
        return CompletionRequest.of(
                AiTask.L1_CLASSIFY,
                json.valueToTree(new Inputs(statement, categories)),
                List.of(
                        Message.system(prompt.replace("{{categories}}", keys)),
                        Message.user(
                                "<statement>\n" + statement.replace("<", "‹") + "\n</statement>")),
                schema(keywordsByCategory),
                null);
    }

    private JsonNode schema(Map<String, List<String>> keywordsByCategory) {
        var keys = new java.util.ArrayList<>(keywordsByCategory.keySet());
        keys.add(Classification.UNKNOWN);
        return json.valueToTree(
                Map.of(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "required",
                        List.of("category", "vague"),
                        "properties",
                        Map.of(
                                "category", Map.of("type", "string", "enum", keys),
                                "vague", Map.of("type", "boolean"))));
    }

    private static Optional<Classification> read(Completion answer) {
        JsonNode body = answer.structured();
        if (body == null || !body.path("category").isString() || !body.path("vague").isBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                new Classification(body.get("category").asString(), body.get("vague").asBoolean()));
    }
}
