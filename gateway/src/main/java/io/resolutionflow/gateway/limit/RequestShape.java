package io.resolutionflow.gateway.limit;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses what no honest client sends and what gateway and service could read differently: paths
 * that climb, hide a slash or carry parameters, and more headers than 16 KiB.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 17)
class RequestShape implements WebFilter {

    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);

    /** The last two end a line where no ASCII does. */
    private static final List<String> AMBIGUOUS =
            List.of(
                    "%2f",
                    "%5c",
                    "%2e",
                    "%00",
                    "%25",
                    "%0a",
                    "%0d",
                    "%3b",
                    "\\",
                    ";",
                    "//",
                    "%e2%80%a8",
                    "%e2%80%a9");

    /** {@code ": "} and the line's end. */
    private static final int LINE_OVERHEAD = 4;

    private final long maxHeaders;
    private final Problems problems;

    RequestShape(RequestProperties limits, Problems problems) {
        this.maxHeaders = limits.maxHeaders().toBytes();
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return refusal(exchange)
                .map(no -> problems.write(exchange, no))
                .orElseGet(() -> chain.filter(exchange));
    }

    private Optional<DomainException> refusal(ServerWebExchange exchange) {
        if (!METHODS.contains(exchange.getRequest().getMethod())) {
            return Optional.of(
                    new DomainException(400, "malformed_request", "No request has this method."));
        }
        if (isAmbiguous(exchange.getRequest().getURI().getRawPath())) {
            return Optional.of(
                    new DomainException(
                            400, "malformed_request", "The address of the request is malformed."));
        }
        if (size(exchange.getRequest().getHeaders()) > maxHeaders) {
            return Optional.of(
                    new DomainException(
                                    431,
                                    "headers_too_large",
                                    "The headers of the request are larger than the "
                                            + maxHeaders
                                            + " bytes allowed.")
                            .with("limit_bytes", maxHeaders));
        }
        return Optional.empty();
    }

    static boolean isAmbiguous(String rawPath) {
        if (isPlain(rawPath)) {
            return false;
        }
        String path = rawPath.toLowerCase(Locale.ROOT);
        return path.contains("/../")
                || path.contains("/./")
                || path.endsWith("/..")
                || path.endsWith("/.")
                || AMBIGUOUS.stream().anyMatch(path::contains);
    }

    /** Nearly every path: nothing but letters, digits and hyphens between single slashes. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || (c >= 'A' && c <= 'Z')
                            || c == '-'
                            || c == '_'
                            || (c == '/' && (i == 0 || path.charAt(i - 1) != '/'));
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static long size(HttpHeaders headers) {
        long[] size = {0};
        headers.forEach((name, values) ->
                values.forEach(value -> size[0] += name.length() + value.length() + LINE_OVERHEAD));
        return size[0];
    }
}
