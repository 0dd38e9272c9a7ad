package io.resolutionflow.session.ticketnotes;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A model that tells its text as it writes. Never called inside a transaction (KD-12, KD-25). */
public interface TextModel {

    /**
     * @param key the same for the same try
     * @param inputs structured data of the task {@code ticket_notes}
     * @param withoutModel asks the labelled provider that is none
     */
    record Question(
            String key,
            JsonNode inputs,
            List<Message> messages,
            UUID sessionId,
            Actor actor,
            boolean withoutModel) {}

    /** An answer on its way. Closing it, from any thread, cancels the call. */
    interface Answer extends AutoCloseable {

        /** {@code model} or {@code offline}. */
        String source();

        /**
         * The next piece of text; empty at the end.
         *
         * @throws DomainException 502 or 503 when the model broke off
         */
        Optional<String> next();

        @Override
        void close();
    }

    /**
     * Returns when the answer has begun.
     *
     * @throws DomainException 429 {@code quota_exceeded}, {@code rate_limited}; 502 {@code
     *     ai_provider_error}, {@code ai_provider_timeout}; 503 {@code ai_disabled}, {@code
     *     ai_unavailable}
     */
    Answer ask(Question question);
}
