package io.resolutionflow.aigateway.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended that takes nothing from the account.
 *
 * @param billed what a provider bills all the same
 */
public record Ending(
        String outcome, String errorCode, @Nullable Integer httpStatus, List<Metered> billed) {

    static final Ending LEASE_OVER = new Ending("expired", "lease_expired", null, List.of());

    public static Ending failed(
            String errorCode, @Nullable Integer httpStatus, List<Metered> billed) {
        return new Ending("failed", errorCode, httpStatus, billed);
    }

    public static Ending cancelled(List<Metered> billed) {
        return new Ending("cancelled", "cancelled", null, billed);
    }

    boolean isExpiry() {
        return outcome.equals("expired");
    }

    /** Of the request's row. */
    String state() {
        return outcome.equals("failed") ? "released" : outcome;
    }
}
