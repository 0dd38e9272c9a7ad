package io.resolutionflow.session.ai;

import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.problem.DomainException;

/**
 * The AI gateway's refusals in the six codes people may see (contract-ai §3.4), whatever way it was
 * asked; no vendor text passes (KD-24).
 */
public final class AiRefusals {

    private static final int RETRY_SECONDS = 5;

    private AiRefusals() {}

    public static DomainException of(RemoteProblemException no) {
        Long asked = no.retryAfterSeconds();
        long retry = asked == null ? RETRY_SECONDS : asked;
        return switch (no.code()) {
            case "quota_exceeded" -> no.asOwn();
            case "rate_limited" ->
                    new DomainException(
                                    429,
                                    "rate_limited",
                                    "Your account is asking too fast. Wait a moment.")
                            .retryAfter(retry);
            case "ai_provider_error", "invalid_model_output", "ai_content_blocked" ->
                    error("The language model gave no usable answer. Try again.");
            case "ai_provider_timeout" -> timedOut();
            case "ai_disabled" ->
                    new DomainException(503, "ai_disabled", "AI is switched off for your account.")
                            .retryAfter(retry);
            default -> away(retry);
        };
    }

    public static DomainException timedOut() {
        return new DomainException(
                502,
                "ai_provider_timeout",
                "The language model did not answer in time. Try again.");
    }

    /** The answer had begun. */
    public static DomainException brokeOff() {
        return error("The language model broke off. Try again.");
    }

    /** The gateway itself does not answer. */
    public static DomainException away() {
        return away(RETRY_SECONDS);
    }

    private static DomainException error(String detail) {
        return new DomainException(502, "ai_provider_error", detail);
    }

    private static DomainException away(long retrySeconds) {
        return new DomainException(
                        503,
                        "ai_unavailable",
                        "No language model can be reached right now. Try again.")
                .retryAfter(retrySeconds);
    }
}
