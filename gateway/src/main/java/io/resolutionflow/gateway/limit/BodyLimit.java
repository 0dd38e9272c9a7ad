package io.resolutionflow.gateway.limit;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.problem.DomainException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses a body over the limit by its declared length, and one sent in chunks as soon as it passes
 * the limit.
 */
@Component
class BodyLimit implements GlobalFilter, Ordered {

    private final LimitProperties limits;
    private final Problems problems;

    BodyLimit(LimitProperties limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return -120;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        long limit = limit(exchange);
        if (headers.getContentLength() > limit) {
            return problems.write(exchange, tooLarge(limit));
        }
        var counted =
                new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        var seen = new AtomicLong();
                        return super.getBody()
                                .handle((buffer, sink) -> {
                                    if (seen.addAndGet(buffer.readableByteCount()) > limit) {
                                        DataBufferUtils.release(buffer);
                                        sink.error(tooLarge(limit));
                                    } else {
                                        sink.next(buffer);
                                    }
                                });
                    }
                };
        return chain.filter(exchange.mutate().request(counted).build());
    }

    private long limit(ServerWebExchange exchange) {
        boolean upload = exchange.getRequest().getPath().value().equals("/api/v1/uploads");
        return upload ? limits.upload().toBytes() : limits.body().toBytes();
    }

    private static DomainException tooLarge(long limit) {
        return new DomainException(
                        413,
                        "payload_too_large",
                        "The request is larger than the " + limit + " bytes allowed here.")
                .with("limit_bytes", limit);
    }
}
