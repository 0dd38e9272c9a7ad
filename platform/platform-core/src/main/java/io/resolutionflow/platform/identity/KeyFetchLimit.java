package io.resolutionflow.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most two fetches a minute reach the issuer, whatever key ids callers make up. Until the
 * first set has been fetched a try every two seconds is allowed, so that an issuer that starts late
 * is found soon. A fetch that is not allowed looks like an issuer that is away, which the sources
 * around this one bridge with what they know.
 */
final class KeyFetchLimit extends JWKSetSourceWrapper<SecurityContext> {

    private static final int MAX_FETCHES = 2;
    private static final long WINDOW = Duration.ofMinutes(1).toMillis();
    private static final long FIRST_TRIES_APART = Duration.ofSeconds(2).toMillis();

    private final Runnable fetched;
    private final Deque<Long> recent = new ArrayDeque<>();
    private boolean known;

    /**
     * @param fetched told after every fetch that brought a set
     */
    KeyFetchLimit(JWKSetSource<SecurityContext> issuer, Runnable fetched) {
        super(issuer);
        this.fetched = fetched;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        if (!mayFetch(now)) {
            throw new JWKSetUnavailableException("the signing keys were fetched a moment ago");
        }
        JWKSet keys = getSource().getJWKSet(refresh, now, context);
        synchronized (this) {
            known = true;
        }
        fetched.run();
        return keys;
    }

    private synchronized boolean mayFetch(long now) {
        while (!recent.isEmpty() && recent.peekFirst() <= now - WINDOW) {
            recent.removeFirst();
        }
        boolean may =
                known
                        ? recent.size() < MAX_FETCHES
                        : recent.isEmpty() || recent.getLast() <= now - FIRST_TRIES_APART;
        if (may) {
            recent.addLast(now);
        }
        return may;
    }
}
