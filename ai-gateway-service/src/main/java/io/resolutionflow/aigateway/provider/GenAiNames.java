package io.resolutionflow.aigateway.provider;

/**
 * OpenTelemetry's names for calls of models. The convention still moves, so they stand here and
 * nowhere else (contract-ai §8).
 */
public final class GenAiNames {

    public static final String OPERATION = "gen_ai.operation.name";
    public static final String CHAT = "chat";
    public static final String EMBEDDINGS = "embeddings";
    public static final String PROVIDER = "gen_ai.provider.name";
    public static final String REQUEST_MODEL = "gen_ai.request.model";
    public static final String RESPONSE_MODEL = "gen_ai.response.model";
    public static final String MAX_TOKENS = "gen_ai.request.max_tokens";
    public static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    public static final String ERROR_TYPE = "error.type";
    public static final String TASK = "rf.task";
    public static final String TIER = "rf.tier";
    public static final String ATTEMPT = "rf.attempt";
    public static final String OFFLINE = "rf.offline";
    public static final String ACCOUNT = "rf.account_id";
    public static final String USER = "rf.user_id";

    public static final String DURATION_METRIC = "gen_ai.client.operation.duration";
    public static final String INPUT_METRIC = "gen_ai.client.inference.usage.input_tokens";
    public static final String OUTPUT_METRIC = "gen_ai.client.inference.usage.output_tokens";

    private GenAiNames() {}

    /** The vendor as the convention names it, by endpoint type. */
    public static String provider(String type) {
        return switch (type) {
            case "anthropic" -> "anthropic";
            case "google" -> "gcp.gemini";
            case "openai_compatible" -> "openai";
            default -> type;
        };
    }
}
