package io.resolutionflow.aigateway.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.resolutionflow.aigateway.provider.GenAiNames;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.platform.identity.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** A span and metrics per attempt at an embedder; account and user in the span only. */
@Component
class EmbeddingTelemetry {

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final Clock clock;

    EmbeddingTelemetry(Tracer tracer, MeterRegistry meters, Clock clock) {
        this.tracer = tracer;
        this.meters = meters;
        this.clock = clock;
    }

    Observed began(Caller caller, ModelProfile profile, String kind) {
        Span span =
                tracer.nextSpan()
                        .name(GenAiNames.EMBEDDINGS + " " + profile.model())
                        .tag(GenAiNames.OPERATION, GenAiNames.EMBEDDINGS)
                        .tag(GenAiNames.PROVIDER, GenAiNames.provider(profile.type()))
                        .tag(GenAiNames.REQUEST_MODEL, profile.model())
                        .tag(GenAiNames.TASK, "embed")
                        .tag(GenAiNames.ATTEMPT, kind)
                        .tag(GenAiNames.ACCOUNT, caller.account().toString());
        if (!caller.isService()) {
            span.tag(GenAiNames.USER, caller.userId().toString());
        }
        return new Observed(span.start(), profile, kind, clock.instant());
    }

    /** One attempt being watched. */
    final class Observed {

        private final Span span;
        private final ModelProfile profile;
        private final String kind;
        private final Instant began;

        private Observed(Span span, ModelProfile profile, String kind, Instant began) {
            this.span = span;
            this.profile = profile;
            this.kind = kind;
            this.began = began;
        }

        Duration answered(long inputTokens) {
            span.tag(GenAiNames.INPUT_TOKENS, inputTokens);
            meters.summary(GenAiNames.INPUT_METRIC, model()).record(inputTokens);
            return end("succeeded", "");
        }

        Duration failed(String errorType) {
            span.tag(GenAiNames.ERROR_TYPE, errorType);
            return end("failed", errorType);
        }

        private Duration end(String outcome, String errorType) {
            span.end();
            Duration took = Duration.between(began, clock.instant());
            meters.timer(GenAiNames.DURATION_METRIC, model().and(GenAiNames.ERROR_TYPE, errorType))
                    .record(took);
            meters.counter(
                            "rf_ai_attempts_total",
                            "provider",
                            profile.endpoint(),
                            "model",
                            profile.model(),
                            "kind",
                            kind,
                            "outcome",
                            outcome)
                    .increment();
            return took;
        }

        private Tags model() {
            return Tags.of(
                    GenAiNames.OPERATION,
                    GenAiNames.EMBEDDINGS,
                    GenAiNames.PROVIDER,
                    GenAiNames.provider(profile.type()),
                    GenAiNames.REQUEST_MODEL,
                    profile.model());
        }
    }
}
