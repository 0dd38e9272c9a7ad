package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.quota.QuotaView;
import io.resolutionflow.aigateway.quota.Windows.Denial;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The answers of contract-ai §3.4 that are not an answer. None names a vendor, a class or a key
 * (KD-24).
 */
public final class Refusals {

    private static final long SHORTLY = 5;

    private Refusals() {}

    public static DomainException quotaExceeded(
            Denial denial, QuotaView quota, boolean offlineAvailable, Instant now) {
        String message =
                switch (denial.metric()) {
                    case DAILY -> "Your plan's AI calls for today are used up.";
                    case MONTHLY -> "Your plan's AI calls for this billing month are used up.";
                    case TOKENS -> "Your plan's AI tokens for this billing month are used up.";
                    case COST -> "Your plan's AI budget for this billing month is used up.";
                    case TREE_BUILDS ->
                            "Your plan's AI tree builds for this billing month are used up.";
                };
        long seconds = Math.max(1, Duration.between(now, denial.resetAt()).toSeconds());
        return new DomainException(
                        429,
                        "quota_exceeded",
                        message + " Work already started goes on without the language model.")
                .with("message", message)
                .with("deny_reason", denial.metric().wireName())
                .with("reset_at", denial.resetAt())
                .with("offline_available", offlineAvailable)
                .with("quota", quota)
                .retryAfter(seconds);
    }

    public static DomainException disabled() {
        return new DomainException(503, "ai_disabled", "AI is switched off for your account.");
    }

    public static DomainException notConfigured() {
        return new DomainException(
                503, "ai_not_configured", "No AI provider is set up that may answer this.");
    }

    /** Time would help: all candidates rest, or this replica has enough to do. */
    public static DomainException unavailable(long seconds) {
        return new DomainException(
                        503, "ai_unavailable", "The AI providers are busy. Try again in a moment.")
                .retryAfter(Math.max(1, seconds));
    }

    public static DomainException inFlight() {
        return DomainException.conflict(
                        "idempotency_in_flight",
                        "The first request with this key is still running.")
                .retryAfter(2);
    }

    public static DomainException keyReused() {
        return DomainException.unprocessable(
                "idempotency_key_reused", "This key was used with another request. Use a new one.");
    }

    public static DomainException of(ProviderFailure failure) {
        ErrorClass errorClass = failure.errorClass();
        boolean timeout = errorClass == ErrorClass.TIMEOUT;
        return new DomainException(
                        502,
                        timeout ? "ai_provider_timeout" : "ai_provider_error",
                        timeout
                                ? "The AI provider did not answer in time. Try again."
                                : "The AI provider gave no answer. Try again.")
                .with("error_class", errorClass.wireName())
                .with("retryable", errorClass.sameCandidateAgain() || errorClass.nextCandidate())
                .retryAfter(SHORTLY);
    }

    /** Never the caller's fault, so never a 4xx (KD-9); paths only, no model text. */
    public static DomainException invalidOutput(List<String> paths) {
        return new DomainException(
                        502,
                        "invalid_model_output",
                        "The answer did not have the form that was asked for.")
                .with(
                        "errors",
                        paths.stream()
                                .map(path ->
                                        new FieldProblem(
                                                path,
                                                "schema_mismatch",
                                                "Does not fit the schema."))
                                .toList())
                .with("error_class", "invalid_output")
                .with("retryable", true);
    }

    public static DomainException blocked() {
        return new DomainException(
                        502, "ai_content_blocked", "The AI provider refused to answer this.")
                .with("error_class", ErrorClass.BLOCKED.wireName())
                .with("retryable", false);
    }

    public static DomainException holdLost() {
        return new DomainException(
                        502, "ai_provider_timeout", "The answer came too late. Try again.")
                .with("error_class", ErrorClass.TIMEOUT.wireName())
                .with("retryable", true);
    }
}
