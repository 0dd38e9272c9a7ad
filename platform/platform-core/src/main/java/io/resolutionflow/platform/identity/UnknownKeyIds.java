package io.resolutionflow.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers key ids the issuer did not have a moment ago, so that a token naming one is refused
 * without asking again and without waiting behind others that do. Forgotten after five seconds and
 * whenever a new set of keys arrives: a new signing key is accepted at once.
 */
final class UnknownKeyIds implements JWKSource<SecurityContext> {

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MAX_REMEMBERED = 1_000;

    private final JWKSource<SecurityContext> keys;
    private final Map<String, Long> unknown;

    /**
     * @param unknown shared with whoever empties it when a new set arrives
     */
    UnknownKeyIds(JWKSource<SecurityContext> keys, Map<String, Long> unknown) {
        this.keys = keys;
        this.unknown = unknown;
    }

    static Map<String, Long> none() {
        return new ConcurrentHashMap<>();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        String asked = asked(selector.getMatcher());
        if (isUnknown(asked)) {
            return List.of();
        }
        List<JWK> found = keys.get(selector, context);
        if (found.isEmpty()) {
            remember(asked);
        }
        return found;
    }

    /**
     * A known id asked for with another kind of key is not that id: else a token with a made-up
     * algorithm would make the real key unknown.
     */
    private static String asked(JWKMatcher matcher) {
        return matcher.getKeyIDs() + " " + matcher.getKeyTypes() + " " + matcher.getAlgorithms();
    }

    private boolean isUnknown(String asked) {
        Long until = unknown.get(asked);
        return until != null && until - System.nanoTime() > 0;
    }

    private void remember(String asked) {
        if (unknown.size() >= MAX_REMEMBERED) {
            unknown.clear();
        }
        unknown.put(asked, System.nanoTime() + REMEMBERED_NANOS);
    }
}
