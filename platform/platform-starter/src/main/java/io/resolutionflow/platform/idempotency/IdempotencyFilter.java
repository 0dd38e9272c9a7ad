package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Key;
import io.resolutionflow.platform.idempotency.IdempotencyStore.Known;
import io.resolutionflow.platform.idempotency.IdempotencyStore.Stored;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.CallerContext;
import io.resolutionflow.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
 * for 24 h; another body is 422, a running one 409. A key whose request ended in 429, 5xx or before
 * the key counts (400, 401, 403 role, 413, 422 shape), or in a code listed as free, runs again.
 */
class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String HEADER = "Idempotency-Key";
    private static final int MAX_KEY_LENGTH = 200;
    private static final Set<Integer> FREE = Set.of(400, 401, 413, 415, 422, 429);
    private static final Set<String> KEPT_HEADERS =
            Set.of(HttpHeaders.LOCATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG);

    private final IdempotencyStore store;
    private final ProblemWriter problems;
    private final Set<String> freeCodes;
    private final boolean resumable;

    IdempotencyFilter(
            IdempotencyStore store,
            ProblemWriter problems,
            Set<String> freeCodes,
            boolean resumable) {
        this.store = store;
        this.problems = problems;
        this.freeCodes = freeCodes;
        this.resumable = resumable;
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
        String value = request.getHeader(HEADER);
        if (value.isBlank()
                || value.length() > MAX_KEY_LENGTH
                || !value.chars().allMatch(c -> c > 32 && c < 127)) {
            problems.write(
                    request,
                    response,
                    DomainException.invalid(
                            "Idempotency-Key",
                            "invalid_format",
                            "The key must be 1 to 200 visible ASCII characters."));
            return;
        }
        Caller caller = CallerContext.required();
        var key = new Key(caller.account(), caller.userId(), request.getRequestURI(), value);
        var body = new BufferedBodyRequest(request);
        String hash = hash(body.bytes());
        if (store.begin(key, hash)) {
            run(key, body, response, chain);
        } else {
            repeat(key, hash, body, response, chain);
        }
    }

    private void repeat(
            Key key,
            String hash,
            BufferedBodyRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        Known known = store.find(key).orElse(null);
        if (known != null && !known.bodyHash().equals(hash)) {
            problems.write(
                    request,
                    response,
                    DomainException.unprocessable(
                            "idempotency_key_reused",
                            "This key was used with another request. Use a new one."));
        } else if (known != null && known.answer() != null) {
            replay(known.answer(), response);
        } else if (known != null && known.abandoned() && store.takeOver(key, resumable)) {
            run(key, request, response, chain);
        } else {
            problems.write(
                    request,
                    response,
                    DomainException.conflict(
                                    "idempotency_in_flight",
                                    "The first request with this key is still running.")
                            .retryAfter(2));
        }
    }

    private void run(
            Key key, BufferedBodyRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var captured = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            pass(key, request, captured, chain);
            answered = isFinal(captured);
        } finally {
            if (!answered) {
                store.free(key);
            }
        }
        if (answered) {
            keep(key, captured);
        }
        captured.copyBodyToResponse();
    }

    private static void pass(
            Key key,
            BufferedBodyRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain)
            throws ServletException, IOException {
        try {
            RequestKey.during(
                    key,
                    () -> {
                        try {
                            chain.doFilter(request, response);
                            return true;
                        } catch (IOException | ServletException e) {
                            throw new ChainFailure(e);
                        }
                    });
        } catch (ChainFailure failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            throw (ServletException) failure.getCause();
        }
    }

    /**
     * The effect is there and its caller gets the answer, also when the answer cannot be stored
     * now.
     */
    private void keep(Key key, ContentCachingResponseWrapper response) {
        try {
            store.finish(
                    key,
                    new Stored(
                            response.getStatus(),
                            headers(response),
                            response.getContentAsByteArray()));
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("route", key.route())
                    .log("answer of a key could not be stored");
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

    private static void replay(Stored answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(answer.body());
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ChainFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChainFailure(Exception cause) {
            super(cause);
        }
    }
}
