package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.EmbeddedTexts;
import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.ProviderHealth;
import io.resolutionflow.aigateway.provider.RetryPause;
import io.resolutionflow.platform.identity.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A call of the vendor's embedder, made once more where that may help (contract-ai §5.2); each
 * attempt has its row first, and no transaction is open meanwhile.
 */
@Component
class EmbedAttempts {

    private final EmbedderChoice choice;
    private final Circuits circuits;
    private final ProviderHealth health;
    private final EmbeddingTelemetry telemetry;
    private final Ledger ledger;
    private final Clock clock;

    EmbedAttempts(
            EmbedderChoice choice,
            Circuits circuits,
            ProviderHealth health,
            EmbeddingTelemetry telemetry,
            Ledger ledger,
            Clock clock) {
        this.choice = choice;
        this.circuits = circuits;
        this.health = health;
        this.telemetry = telemetry;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param n number of the attempt that answered
     */
    record Answered(int n, List<float[]> vectors, @Nullable Long inputTokens) {}

    /**
     * The first attempt has its row, and its breaker let it through.
     *
     * @throws ProviderFailure the last one
     */
    Answered make(
            Caller caller,
            NewRequest row,
            Candidate candidate,
            EmbeddingCall call,
            TextParts parts) {
        ModelProfile profile = candidate.profile();
        try {
            return once(caller, call, parts, 1, "first");
        } catch (ProviderFailure failure) {
            Duration left = Duration.between(clock.instant(), call.deadline());
            Duration pause = RetryPause.before(failure, left);
            if (pause == null && failure.errorClass() == ErrorClass.RATE_LIMITED) {
                circuits.cool(profile, failure.retryAfter());
            }
            if (pause == null || !circuits.admits(profile)) {
                throw failure;
            }
            begin(row, candidate, failure, pause);
            return once(caller, call, parts, 2, "retry");
        }
    }

    private void begin(
            NewRequest row, Candidate candidate, ProviderFailure failure, Duration pause) {
        boolean begun = false;
        try {
            Thread.sleep(pause);
            ledger.nextAttempt(row, 2, "retry", candidate, failure, null);
            begun = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        } finally {
            if (!begun) {
                circuits.forgotten(candidate.profile());
            }
        }
    }

    private Answered once(Caller caller, EmbeddingCall call, TextParts parts, int n, String kind) {
        ModelProfile profile = call.target();
        var observed = telemetry.began(caller, profile, kind);
        try {
            EmbeddedTexts made = choice.adapter(profile).embed(call);
            List<float[]> vectors = parts.together(made.vectors());
            Long told = made.inputTokens();
            Duration took = observed.answered(told == null ? parts.estimate(profile) : told);
            circuits.succeeded(profile, took);
            health.succeeded(profile, took);
            return new Answered(n, vectors, told);
        } catch (ProviderFailure failure) {
            String errorClass = failure.errorClass().wireName();
            Duration took = observed.failed(errorClass);
            circuits.failed(profile, failure, took);
            health.failed(profile, errorClass, took);
            throw failure;
        } catch (RuntimeException fault) {
            observed.failed("internal_error");
            circuits.forgotten(profile);
            throw fault;
        }
    }
}
