package io.resolutionflow.handoff.assessment.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shape of {@code ai_assessment_data} (contract-handoffs §9), asked for and checked again on
 * arrival.
 */
final class AssessmentSchema {

    private static final int SUMMARY_MAX = 2_000;
    private static final int KNOWN_MAX = 12;
    private static final int CAUSE_MAX = 600;
    private static final int STEPS_MAX = 8;
    private static final int STEP_MAX = 300;

    private AssessmentSchema() {}

    static JsonNode document(JsonMapper json) {
        return json.readTree(
                """
                {"type": "object", "additionalProperties": false,
                 "required": ["summary_prose", "what_we_know", "likely_cause", "suggested_steps", "confidence"],
                 "properties": {
                   "summary_prose": {"type": "string", "minLength": 1, "maxLength": 2000},
                   "what_we_know": {"type": "array", "maxItems": 12, "items": {"type": "string"}},
                   "likely_cause": {"type": "string", "maxLength": 600},
                   "suggested_steps": {"type": "array", "maxItems": 8, "items": {"type": "string", "maxLength": 300}},
                   "confidence": {"type": "number", "minimum": 0, "maximum": 1}}}
                """);
    }

    static boolean fits(JsonNode answer) {
        double confidence =
                answer.path("confidence").isNumber() ? answer.path("confidence").doubleValue() : -1;
        return answer.isObject()
                && isText(answer.path("summary_prose"), SUMMARY_MAX)
                && !answer.path("summary_prose").stringValue().isBlank()
                && isText(answer.path("likely_cause"), CAUSE_MAX)
                && areTexts(answer.path("what_we_know"), KNOWN_MAX, Integer.MAX_VALUE)
                && areTexts(answer.path("suggested_steps"), STEPS_MAX, STEP_MAX)
                && confidence >= 0
                && confidence <= 1;
    }

    private static boolean isText(JsonNode node, int max) {
        return node.isString() && node.stringValue().length() <= max;
    }

    private static boolean areTexts(JsonNode node, int maxItems, int maxLength) {
        return node.isArray()
                && node.size() <= maxItems
                && node.valueStream().allMatch(item -> isText(item, maxLength));
    }
}
