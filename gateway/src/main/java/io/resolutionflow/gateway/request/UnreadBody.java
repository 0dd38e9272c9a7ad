package io.resolutionflow.gateway.request;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Reads a request's body to its end where nobody else does: before an answer of the gateway's own.
 * A kept connection with an unread body on it stands still with the next request, and so does one
 * whose former request was read by another event loop, even when this one has no body.
 */
public final class UnreadBody {

    private static final String READ = UnreadBody.class.getName();
    private static final long MAX_BYTES = 12L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private UnreadBody() {}

    /** Whether the caller announced one. */
    public static boolean isExpected(ServerWebExchange exchange) {
        return hasBody(exchange.getRequest().getHeaders());
    }

    /** Completes in any case; a body too long or too slow ends the connection with the answer. */
    public static Mono<Void> drain(ServerWebExchange exchange) {
        if (exchange.getAttributes().put(READ, true) != null) {
            return Mono.empty();
        }
        var read = new AtomicLong();
        Mono<Void> end =
                exchange.getRequest()
                        .getBody()
                        .doOnNext(buffer -> {
                            int size = buffer.readableByteCount();
                            DataBufferUtils.release(buffer);
                            if (read.addAndGet(size) > MAX_BYTES) {
                                throw new IllegalStateException("too long to be read to its end");
                            }
                        })
                        .then();
        return (hasBody(exchange.getRequest().getHeaders()) ? end.timeout(PATIENCE) : end)
                .onErrorResume(unread -> {
                    exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
                    return Mono.empty();
                });
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0
                || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
