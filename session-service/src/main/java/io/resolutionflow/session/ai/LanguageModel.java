package io.resolutionflow.session.ai;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The only way from here to a model. Never called inside a transaction (KD-25). */
public interface LanguageModel {

    /**
     * @param key the same for the same try: an answer that was paid for is never paid twice
     * @param inputs structured data of the task, named as contract-sessions §12 does
     * @param attempt above 1 for this service's own repair
     * @param actor who is answered for when a job asks; null when the caller's token travels along
     */
    record Question(
            AiTask task,
            String key,
            JsonNode inputs,
            List<Message> messages,
            @Nullable JsonNode schema,
            UUID sessionId,
            int attempt,
            @Nullable Actor actor) {}

    /**
     * @param source {@code model} or {@code offline}
     */
    record Answer(String content, @Nullable JsonNode structured, String source, UUID requestId) {}

    /**
     * Asks once; with {@code allowOffline} once more without a model when there is none to answer.
     *
     * @throws DomainException 429 {@code quota_exceeded}, {@code rate_limited}; 502 {@code
     *     ai_provider_error}, {@code ai_provider_timeout}; 503 {@code ai_disabled}, {@code
     *     ai_unavailable}
     */
    Answer ask(Question question, boolean allowOffline);
}
