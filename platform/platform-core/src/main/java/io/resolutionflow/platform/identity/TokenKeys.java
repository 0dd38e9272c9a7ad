package io.resolutionflow.platform.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/**
 * The signing keys of the issuer, fetched so that the issuer may be away at start and for hours
 * after (architecture §5.4): refreshed ahead of expiry, kept through outages, fetched with short
 * timeouts and at a bounded rate whatever key ids arrive. Spring Security's default source does
 * none of these.
 */
public final class TokenKeys {

    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int READ_TIMEOUT_MS = 2_000;
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    private static final Duration CACHE_REFRESH_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration REFRESH_AHEAD = Duration.ofMinutes(1);
    private static final Duration OUTAGE_TOLERANCE = Duration.ofHours(4);

    private TokenKeys() {}

    /**
     * A key source for the issuer's JWKS address. Nothing is fetched before the first token
     * arrives.
     */
    public static JWKSource<SecurityContext> from(URI jwksUri) {
        try {
            var unknown = UnknownKeyIds.none();
            var issuer =
                    new KeyFetchLimit(
                            new URLBasedJWKSetSource<>(
                                    jwksUri.toURL(),
                                    new DefaultResourceRetriever(
                                            CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_BYTES)),
                            unknown::clear);
            return new UnknownKeyIds(
                    JWKSourceBuilder.create(issuer)
                            .cache(TIME_TO_LIVE.toMillis(), CACHE_REFRESH_TIMEOUT.toMillis())
                            .refreshAheadCache(REFRESH_AHEAD.toMillis(), true)
                            // bounded by KeyFetchLimit, which knows the difference between an
                            // issuer
                            // that starts late and made-up key ids
                            .rateLimited(false)
                            .outageTolerant(OUTAGE_TOLERANCE.toMillis())
                            .build(),
                    unknown);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an address of signing keys: " + jwksUri, e);
        }
    }
}
