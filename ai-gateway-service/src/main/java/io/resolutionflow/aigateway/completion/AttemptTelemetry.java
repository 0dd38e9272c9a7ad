package io.resolutionflow.aigateway.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.resolutionflow.aigateway.provider.GenAiNames;
import io.resolutionflow.aigateway.provider.ModelProfile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * A span and metrics per attempt. Account and user stand in the span only, never in a label; no
 * text of a prompt or an answer in either (contract-ai §8).
 */
@Component
class AttemptTelemetry {

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final Clock clock;

    AttemptTelemetry(Tracer tracer, MeterRegistry meters, Clock clock) {
        this.tracer = tracer;
        this.meters = meters;
        this.clock = clock;
    }

    Observed began(CallModel.Asked asked, RunAttempt.Try attempt, String kind) {
        ModelProfile profile = attempt.candidate().profile();
        var request = asked.request();
        Span span =
                tracer.nextSpan()
                        .name(GenAiNames.CHAT + " " + profile.model())
                        .tag(GenAiNames.OPERATION, GenAiNames.CHAT)
                        .tag(GenAiNames.PROVIDER, GenAiNames.provider(profile.type()))
                        .tag(GenAiNames.REQUEST_MODEL, profile.model())
                        .tag(GenAiNames.MAX_TOKENS, asked.maxOutput())
                        .tag(GenAiNames.TASK, request.task())
                        .tag(
                                GenAiNames.TIER,
                                request.tier() == null ? "none" : request.tier().wireName())
                        .tag(GenAiNames.ATTEMPT, kind)
                        .tag(GenAiNames.OFFLINE, profile.isOffline())
                        .tag(GenAiNames.ACCOUNT, request.account().toString());
        if (request.userId() != null) {
            span.tag(GenAiNames.USER, request.userId().toString());
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

        void answered(ModelAnswer answer) {
            var counts = answer.used().counts();
            span.tag(GenAiNames.RESPONSE_MODEL, profile.model())
                    .tag(GenAiNames.FINISH_REASONS, answer.finishReason());
            if (counts != null) {
                span.tag(GenAiNames.INPUT_TOKENS, counts.input())
                        .tag(GenAiNames.OUTPUT_TOKENS, counts.output());
                meters.summary(GenAiNames.INPUT_METRIC, model()).record(counts.input());
                meters.summary(GenAiNames.OUTPUT_METRIC, model()).record(counts.output());
            }
            Instant first = answer.used().firstEventAt();
            if (first != null) {
                meters.timer("rf_ai_first_token_seconds", model())
                        .record(Duration.between(began, first));
            }
            end(answer.cancelled() ? "cancelled" : "succeeded", "");
        }

        void failed(AttemptFailed failed) {
            String errorClass = failed.failure().errorClass().wireName();
            span.tag(GenAiNames.ERROR_TYPE, errorClass);
            end("failed", errorClass);
        }

        void broken() {
            span.tag(GenAiNames.ERROR_TYPE, "internal_error");
            end("failed", "internal_error");
        }

        private void end(String outcome, String errorType) {
            span.end();
            meters.timer(GenAiNames.DURATION_METRIC, model().and(GenAiNames.ERROR_TYPE, errorType))
                    .record(Duration.between(began, clock.instant()));
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
        }

        private Tags model() {
            return Tags.of(
                    GenAiNames.OPERATION,
                    GenAiNames.CHAT,
                    GenAiNames.PROVIDER,
                    GenAiNames.provider(profile.type()),
                    GenAiNames.REQUEST_MODEL,
                    profile.model());
        }
    }
}
