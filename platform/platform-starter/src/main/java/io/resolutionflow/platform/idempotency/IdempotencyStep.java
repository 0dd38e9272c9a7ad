package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Key;
import io.resolutionflow.platform.idempotency.IdempotencyStore.Known;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.CallerContext;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The key's place in the order of checks (architecture §4): behind role and shape, before
 * existence. Runs when the controller's arguments are read and valid.
 */
class IdempotencyStep {

    private static final int MAX_KEY_LENGTH = 200;

    private final IdempotencyStore store;
    private final KeyLeases leases;
    private final boolean resumable;

    /**
     * @param resumable whether operations go on from what is stored when their process died after
     *     an effect
     */
    IdempotencyStep(IdempotencyStore store, KeyLeases leases, boolean resumable) {
        this.store = store;
        this.leases = leases;
        this.resumable = resumable;
    }

    /**
     * Returns when the request is to run, under the key it then holds.
     *
     * @throws ReplayedAnswer when it ran before
     * @throws DomainException 422 {@code idempotency_key_reused}, 409 {@code idempotency_in_flight}
     */
    HeldKey take(KeyClaim claim) throws IOException {
        requireForm(claim.value());
        Caller caller = CallerContext.required();
        String route = claim.request().getRequestURI();
        var key = new Key(caller.account(), caller.userId(), route, claim.value());
        String hash = hash(claim.request().bytes());
        HeldKey held = store.begin(key, hash).orElseGet(() -> repeat(key, hash));
        claim.take(held);
        leases.add(held);
        return held;
    }

    private static void requireForm(String value) {
        if (value.isBlank()
                || value.length() > MAX_KEY_LENGTH
                || !value.chars().allMatch(c -> c > 32 && c < 127)) {
            throw DomainException.invalid(
                    "Idempotency-Key",
                    "invalid_format",
                    "The key must be 1 to 200 visible ASCII characters.");
        }
    }

    private HeldKey repeat(Key key, String hash) {
        Known known = store.find(key).orElse(null);
        if (known != null && !known.bodyHash().equals(hash)) {
            throw DomainException.unprocessable(
                    "idempotency_key_reused",
                    "This key was used with another request. Use a new one.");
        }
        if (known != null && known.answer() != null) {
            throw new ReplayedAnswer(known.answer());
        }
        return Optional.ofNullable(known)
                .flatMap(running -> store.takeOver(key, resumable))
                .orElseThrow(IdempotencyStep::inFlight);
    }

    static DomainException inFlight() {
        return DomainException.conflict(
                        "idempotency_in_flight",
                        "The first request with this key is still running.")
                .retryAfter(2);
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
