package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Asks the vendor's embedder for one word at the start: a model that cannot give 384 dimensions is
 * refused then, not when its vectors are there (contract-ai §7). One that is only away may come
 * back, and is 503 until then. The word is the operator's, no account pays for it.
 */
@Component
class EmbedderProbe implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(EmbedderProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EmbedderChoice choice;
    private final Clock clock;

    EmbedderProbe(EmbedderChoice choice, Clock clock) {
        this.choice = choice;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        choice.remote().ifPresent(this::probe);
    }

    /**
     * @throws IllegalStateException when the model can never serve
     */
    void probe(ModelProfile model) {
        var call =
                new EmbeddingCall(
                        model,
                        List.of("start"),
                        true,
                        EmbedderChoice.DIMENSIONS,
                        clock.instant().plus(PATIENCE),
                        null);
        try {
            int dimensions = choice.adapter(model).embed(call).vectors().getFirst().length;
            if (dimensions != EmbedderChoice.DIMENSIONS) {
                throw EmbedderChoice.refused(
                        "names a model that gives " + dimensions + " dimensions: " + WHAT_TO_DO);
            }
        } catch (ProviderFailure failure) {
            if (failure.errorClass() == ErrorClass.REJECTED
                    || failure.errorClass() == ErrorClass.MODEL_MISSING) {
                throw EmbedderChoice.refused(
                        "names a model that is not there or cannot give 384 dimensions: "
                                + WHAT_TO_DO);
            }
            log.atWarn()
                    .addKeyValue("provider", model.endpoint())
                    .addKeyValue("error_class", failure.errorClass().wireName())
                    .log("the embedder does not answer yet");
        }
    }

    private static final String WHAT_TO_DO =
            "choose one with a dimensions option, or leave rf.ai.embedder.endpoint empty for the"
                    + " embedder in the process";
}
