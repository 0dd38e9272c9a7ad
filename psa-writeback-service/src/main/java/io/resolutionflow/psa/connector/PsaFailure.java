package io.resolutionflow.psa.connector;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call to a ticketing system that did not end as asked. The kind decides what may happen next
 * (contract-psa §8.1).
 */
public class PsaFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** Reason of a refusal: the system has no such board. */
    public static final String BOARD_NOT_FOUND = "board_not_found";

    /** What is known about the request. */
    public enum Kind {
        /** Nothing left us. */
        NOT_SENT,
        /** Something left us; no readable answer says what became of it. */
        UNKNOWN,
        /** Refused for good. */
        REFUSED,
        /** The credentials were not accepted. */
        CREDENTIALS,
        /** Too many calls; try later. */
        THROTTLED,
        /** Not called: it failed too often just now. */
        CIRCUIT_OPEN
    }

    private final Kind kind;
    private final String reason;
    private final @Nullable Integer httpStatus;
    private final @Nullable Duration retryAfter;
    private final @Nullable String vendorMessage;

    public PsaFailure(
            Kind kind,
            String reason,
            @Nullable Integer httpStatus,
            @Nullable Duration retryAfter,
            @Nullable String vendorMessage) {
        super(kind + " " + reason, null, false, false);
        this.kind = kind;
        this.reason = reason;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
        this.vendorMessage = vendorMessage;
    }

    public static PsaFailure notSent(String reason) {
        return new PsaFailure(Kind.NOT_SENT, reason, null, null, null);
    }

    public static PsaFailure unknown(String reason, @Nullable Integer httpStatus) {
        return new PsaFailure(Kind.UNKNOWN, reason, httpStatus, null, null);
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Stable word: {@code ticket_not_found}, {@code permission_missing}, {@code validation}, {@code
     * timeout}, …
     */
    public String reason() {
        return reason;
    }

    public @Nullable Integer httpStatus() {
        return httpStatus;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /**
     * What the ticketing system said, at most 200 characters; shown only where a person mapped or
     * typed something.
     */
    public @Nullable String vendorMessage() {
        return vendorMessage;
    }

    /** A read of these kinds may be tried again; an address that is not allowed stays so. */
    public boolean isPassing() {
        if (reason.equals("address_blocked")) {
            return false;
        }
        return kind == Kind.NOT_SENT || kind == Kind.UNKNOWN || kind == Kind.THROTTLED;
    }
}
