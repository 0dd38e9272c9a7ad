package io.resolutionflow.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Set<String> ids = selector.getMatcher().getKeyIDs();
        if (ids != null && !ids.isEmpty() && ids.stream().allMatch(this::isUnknown)) {
            return List.of();
        }
        List<JWK> found = keys.get(selector, context);
        if (found.isEmpty() && ids != null) {
            ids.forEach(this::remember);
        }
        return found;
    }

    private boolean isUnknown(@Nullable String id) {
        Long until = id == null ? null : unknown.get(id);
        return until != null && until - System.nanoTime() > 0;
    }

    private void remember(@Nullable String id) {
        if (unknown.size() >= MAX_REMEMBERED) {
            unknown.clear();
        }
        if (id != null) {
            unknown.put(id, System.nanoTime() + REMEMBERED_NANOS);
        }
    }
}
