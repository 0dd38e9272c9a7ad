package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.SharedHealth;
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
    private final SharedHealth replicas;
    private final int mostInFlight;
    private final double factor;
    private int inFlight;
    private int busyAccounts;

    Admission(
            Clock clock,
            SharedHealth replicas,
            AiProperties properties,
            Environment environment,
            @Value("${RF_RATE_LIMIT_FACTOR:1}") double factor) {
        if (factor != 1 && !environment.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException(
                    "RF_RATE_LIMIT_FACTOR is for the local profile only; unset it");
        }
        this.clock = clock;
        this.replicas = replicas;
        this.mostInFlight = properties.maxInFlight();
        this.factor = factor;
    }

    /**
     * @throws DomainException 429 {@code rate_limited}
     */
    Pass enter(UUID account, Limits limits) {
        synchronized (accounts) {
            Account state = accounts.computeIfAbsent(account, id -> new Account());
            shedAboveEqualShare(state);
            takeToken(state, limits.requestsPerMinute());
            if (limits.maxInFlight() != null
                    && state.inFlight >= Math.max(1, share(limits.maxInFlight()))) {
                throw limited(1);
            }
            busyAccounts += state.inFlight == 0 ? 1 : 0;
            state.inFlight++;
            inFlight++;
            forgetIdle();
        }
        return () -> leave(account);
    }

    private void leave(UUID account) {
        synchronized (accounts) {
            Account state = accounts.get(account);
            if (state != null) {
                state.inFlight--;
                inFlight--;
                busyAccounts -= state.inFlight == 0 ? 1 : 0;
            }
        }
    }

    /** When this replica has enough to do, whoever has more than an equal share waits first. */
    private void shedAboveEqualShare(Account state) {
        if (inFlight < mostInFlight) {
            return;
        }
        int accountsThen = busyAccounts + (state.inFlight == 0 ? 1 : 0);
        boolean hardEnd = inFlight >= 2 * mostInFlight;
        if (hardEnd || state.inFlight >= Math.max(1, mostInFlight / accountsThen)) {
            throw Refusals.unavailable(1);
        }
    }

    /** What of an account's limit falls to this replica. */
    private double share(long limit) {
        return limit * factor / replicas.liveReplicas();
    }

    private void takeToken(Account state, @Nullable Long perMinute) {
        if (perMinute == null) {
            return;
        }
        double most = Math.max(1, share(perMinute));
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
