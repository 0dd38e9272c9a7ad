package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Stored;
import io.resolutionflow.platform.security.CallerContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POST (architecture §4): the same key and body get the stored answer
 * for 24 h; another body is 422, a running one 409. Decided by {@link IdempotencyStep} behind role
 * and shape; here the answer is kept or the key freed. A key whose request ended in 429, 5xx or
 * before the key counts (400, 401, 403 role, 413, 422 shape), or in a code listed as free, runs
 * again.
 */
class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String HEADER = "Idempotency-Key";
    private static final Set<Integer> FREE = Set.of(400, 401, 413, 415, 422, 429);
    private static final Set<String> KEPT_HEADERS =
            Set.of(HttpHeaders.LOCATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG);

    private final IdempotencyStore store;
    private final KeyLeases leases;
    private final Set<String> freeCodes;

    IdempotencyFilter(IdempotencyStore store, KeyLeases leases, Set<String> freeCodes) {
        this.store = store;
        this.leases = leases;
        this.freeCodes = freeCodes;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || !request.getRequestURI().startsWith("/api/")
                || request.getHeader(HEADER) == null
                || String.valueOf(request.getContentType()).startsWith("multipart/")
                || CallerContext.current().map(caller -> caller.accountId() == null).orElse(true);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = new BufferedBodyRequest(request);
        KeyClaim claim = KeyClaim.announce(body, request.getHeader(HEADER));
        var captured = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(body, captured);
            answered = isFinal(captured);
        } finally {
            if (!answered) {
                claim.taken().ifPresent(this::free);
            }
        }
        if (answered) {
            claim.taken().ifPresent(held -> keep(held, captured));
        }
        captured.copyBodyToResponse();
    }

    private void free(HeldKey held) {
        try {
            store.free(held);
        } finally {
            leases.remove(held);
        }
    }

    /**
     * The effect is there and its caller gets the answer, also when the answer cannot be stored
     * now.
     */
    private void keep(HeldKey held, ContentCachingResponseWrapper response) {
        try {
            store.finish(
                    held,
                    new Stored(
                            response.getStatus(),
                            headers(response),
                            response.getContentAsByteArray()));
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("route", held.key().route())
                    .log("answer of a key could not be stored");
        } finally {
            leases.remove(held);
        }
    }

    private boolean isFinal(ContentCachingResponseWrapper response) {
        int status = response.getStatus();
        if (status >= 500 || FREE.contains(status)) {
            return false;
        }
        if (status < 400) {
            return true;
        }
        String body =
                new String(
                        response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        return freeCodes.stream().noneMatch(code -> body.contains("\"code\":\"" + code + "\""));
    }

    private static Map<String, String> headers(HttpServletResponse response) {
        var headers = new LinkedHashMap<String, String>();
        for (String name : KEPT_HEADERS) {
            String value =
                    name.equals(HttpHeaders.CONTENT_TYPE)
                            ? response.getContentType()
                            : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
