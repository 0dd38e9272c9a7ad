package io.resolutionflow.contracts.ai;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bodies and answers of {@link AiCompletionsApi} and {@link AiApi}. */
public final class AiCalls {

    private AiCalls() {}

    /**
     * @param type {@code text} or {@code image}; an image carries {@code mediaType} and base64
     *     {@code data}
     */
    public record Part(
            String type,
            @Nullable String text,
            @Nullable Boolean cache,
            @Nullable String mediaType,
            @Nullable String data) {

        public static Part text(String text) {
            return new Part("text", text, false, null, null);
        }
    }

    /**
     * @param role {@code system}, {@code user} or {@code assistant}; system first, a user message
     *     last
     */
    public record Message(String role, List<Part> parts) {

        public static Message system(String text) {
            return new Message("system", List.of(Part.text(text)));
        }

        public static Message user(String text) {
            return new Message("user", List.of(Part.text(text)));
        }
    }

    /**
     * @param kind {@code ai_session}, {@code l1_walk}, {@code handoff}, {@code flow}, {@code
     *     proposal} or {@code account}
     */
    public record Reference(String kind, UUID id) {}

    /** Who caused a background call; with service tokens only. */
    public record ActorRef(UUID userId, String name) {}

    /**
     * A model call (contract-ai §3.1). Everything nullable takes the registry's or the contract's
     * default.
     *
     * @param inputs structured data of the task, at most 256 KiB; only the offline provider reads
     *     it
     * @param onInvalid {@code error} or {@code return}
     * @param attempt the caller's own further try, 1–3
     * @param offline {@code auto}, {@code never} or {@code only}
     */
    public record CompletionRequest(
            String task,
            @Nullable String phase,
            JsonNode inputs,
            List<Message> messages,
            @Nullable JsonNode responseSchema,
            @Nullable String onInvalid,
            @Nullable Integer maxRepairs,
            @Nullable Integer attempt,
            @Nullable String tier,
            @Nullable Integer maxOutputTokens,
            @Nullable String offline,
            @Nullable Reference reference,
            @Nullable Instant deadline,
            @Nullable ActorRef actor) {

        /** A call with the registry's defaults. */
        public static CompletionRequest of(
                AiTask task,
                JsonNode inputs,
                List<Message> messages,
                @Nullable JsonNode responseSchema,
                @Nullable Reference reference) {
            return new CompletionRequest(
                    task.wireName(),
                    null,
                    inputs,
                    messages,
                    responseSchema,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    reference,
                    null,
                    null);
        }

        /** The answer comes back as text when it does not fit the schema; the caller repairs. */
        public CompletionRequest returningInvalid() {
            return new CompletionRequest(
                    task,
                    phase,
                    inputs,
                    messages,
                    responseSchema,
                    "return",
                    0,
                    attempt,
                    tier,
                    maxOutputTokens,
                    offline,
                    reference,
                    deadline,
                    actor);
        }

        public CompletionRequest offline(AiTask.Offline mode) {
            return new CompletionRequest(
                    task,
                    phase,
                    inputs,
                    messages,
                    responseSchema,
                    onInvalid,
                    maxRepairs,
                    attempt,
                    tier,
                    maxOutputTokens,
                    mode.wireName(),
                    reference,
                    deadline,
                    actor);
        }

        public CompletionRequest by(UUID userId, String name) {
            return new CompletionRequest(
                    task,
                    phase,
                    inputs,
                    messages,
                    responseSchema,
                    onInvalid,
                    maxRepairs,
                    attempt,
                    tier,
                    maxOutputTokens,
                    offline,
                    reference,
                    deadline,
                    new ActorRef(userId, name));
        }
    }

    /**
     * One meaning over all providers. A part the provider never told is null, never 0; usage as a
     * whole is null when unknown.
     */
    public record Usage(
            long inputTokens,
            @Nullable Long cachedInputTokens,
            @Nullable Long cacheWriteTokens,
            long outputTokens,
            @Nullable Long reasoningTokens) {}

    public record Completion(
            UUID requestId,
            String task,
            String tier,
            boolean replayed,
            int attempts,
            long latencyMs,
            String content,
            @Nullable JsonNode structured,
            String provider,
            String model,
            String providerLabel,
            boolean isLanguageModel,
            boolean offline,
            @Nullable String offlineReason,
            @Nullable Usage usage,
            String usageQuality,
            @Nullable Long costMicros,
            @Nullable String priceVersion,
            String finishReason,
            int maxOutputTokens) {

        /** What a public answer says about who wrote it (architecture §8). */
        public String answerSource() {
            return offline ? "offline" : "model";
        }
    }

    /**
     * @param texts 1–64 of 1–8,000 characters
     * @param purpose {@code query} or {@code document}
     */
    public record EmbeddingRequest(
            List<String> texts,
            String purpose,
            @Nullable Reference reference,
            @Nullable String idempotencyKey) {}

    /** Order as sent, L2-normalised; store model and version beside each vector. */
    public record Embeddings(
            String model,
            String modelVersion,
            int dims,
            List<float[]> vectors,
            @Nullable Usage usage,
            String usageQuality,
            @Nullable Long costMicros,
            String provider,
            boolean cached) {}

    public record QuotaCheckRequest(String task, @Nullable String phase) {}

    public record QuotaCheck(
            boolean allowed,
            @Nullable String denyReason,
            @Nullable Instant resetAt,
            boolean aiEnabled,
            boolean offlineAvailable,
            boolean wouldBeOffline,
            JsonNode quota) {}
}
