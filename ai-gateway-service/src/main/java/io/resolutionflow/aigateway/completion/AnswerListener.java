package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ModelStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whoever waits for an answer while it is being written. */
public interface AnswerListener {

    /** Waits for the whole answer. */
    AnswerListener NONE =
            new AnswerListener() {
                @Override
                public boolean isStreaming() {
                    return false;
                }

                @Override
                public void accepted(UUID requestId, String tier, @Nullable String offlineReason) {
                    // the whole answer says it
                }

                @Override
                public void opening(ModelStream stream) {
                    // nobody closes it early
                }

                @Override
                public void started(Candidate candidate) {
                    // the whole answer says it
                }

                @Override
                public void text(String piece) {
                    // comes with the whole answer
                }

                @Override
                public boolean isGone() {
                    return false;
                }
            };

    /** Whether pieces are wanted as they come. */
    boolean isStreaming();

    /**
     * The call is held and recorded under this id.
     *
     * @param offlineReason as decided before the call; null when a model is to answer, or the route
     *     leads to the built-in provider
     */
    void accepted(UUID requestId, String tier, @Nullable String offlineReason);

    /** An attempt is under way; closing it ends the provider's side. */
    void opening(ModelStream stream);

    /** The first event of the attempt that will answer: fallbacks are over. */
    void started(Candidate candidate);

    /**
     * @param piece never empty; all joined are the content
     */
    void text(String piece);

    /** The caller left, or may not listen any longer. */
    boolean isGone();
}
