package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Requests a minute and calls at once, per account, in this process (contract-ai §6.3, fairness).
 * Quota is not decided here: that is the hold's alone.
 */
@Component
class Admission {

    private static final double MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int REMEMBERED = 10_000;

    private static final class Account {
        private double tokens;
        private long filledAt;
        private int inFlight;
        private boolean known;
    }

    /** One admitted call; closing it makes room. */
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    private final Map<UUID, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);
    private final Clock clock;
    private final double factor;

    Admission(
            Clock clock,
            Environment environment,
            @Value("${RF_RATE_LIMIT_FACTOR:1}") double factor) {
        if (factor != 1 && !environment.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException(
                    "RF_RATE_LIMIT_FACTOR is for the local profile only; unset it");
        }
        this.clock = clock;
        this.factor = factor;
    }

    /**
     * @throws DomainException 429 {@code rate_limited}
     */
    Pass enter(UUID account, Limits limits) {
        synchronized (accounts) {
            Account state = accounts.computeIfAbsent(account, id -> new Account());
            takeToken(state, limits.requestsPerMinute());
            if (limits.maxInFlight() != null && state.inFlight >= limits.maxInFlight() * factor) {
                throw limited(1);
            }
            state.inFlight++;
            forgetIdle();
        }
        return () -> {
            synchronized (accounts) {
                Account state = accounts.get(account);
                if (state != null) {
                    state.inFlight--;
                }
            }
        };
    }

    private void takeToken(Account state, @Nullable Long perMinute) {
        if (perMinute == null) {
            return;
        }
        double most = perMinute * factor;
        long now = Math.multiplyExact(clock.millis(), 1_000_000L);
        double filled = state.known ? state.tokens + (now - state.filledAt) / MINUTE * most : most;
        state.known = true;
        state.filledAt = now;
        state.tokens = Math.min(most, filled);
        if (state.tokens < 1) {
            throw limited(Math.max(1, (long) Math.ceil((1 - state.tokens) / most * 60)));
        }
        state.tokens -= 1;
    }

    private void forgetIdle() {
        Iterator<Account> oldest = accounts.values().iterator();
        while (accounts.size() > REMEMBERED && oldest.hasNext()) {
            if (oldest.next().inFlight == 0) {
                oldest.remove();
            }
        }
    }

    private static DomainException limited(long seconds) {
        return new DomainException(
                        429,
                        "rate_limited",
                        "Your account is asking too much at once. Wait a moment.")
                .retryAfter(seconds);
    }
}
