package io.resolutionflow.aigateway.completion;

/**
 * OpenTelemetry's names for calls of models. The convention still moves, so they stand here and
 * nowhere else (contract-ai §8).
 */
final class GenAiNames {

    static final String OPERATION = "gen_ai.operation.name";
    static final String CHAT = "chat";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String REQUEST_MODEL = "gen_ai.request.model";
    static final String RESPONSE_MODEL = "gen_ai.response.model";
    static final String MAX_TOKENS = "gen_ai.request.max_tokens";
    static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    static final String ERROR_TYPE = "error.type";
    static final String TASK = "rf.task";
    static final String TIER = "rf.tier";
    static final String ATTEMPT = "rf.attempt";
    static final String OFFLINE = "rf.offline";
    static final String ACCOUNT = "rf.account_id";
    static final String USER = "rf.user_id";

    static final String DURATION_METRIC = "gen_ai.client.operation.duration";
    static final String INPUT_METRIC = "gen_ai.client.inference.usage.input_tokens";
    static final String OUTPUT_METRIC = "gen_ai.client.inference.usage.output_tokens";

    private GenAiNames() {}

    /** The vendor as the convention names it, by endpoint type. */
    static String provider(String type) {
        return switch (type) {
            case "anthropic" -> "anthropic";
            case "google" -> "gcp.gemini";
            case "openai_compatible" -> "openai";
            default -> type;
        };
    }
}
