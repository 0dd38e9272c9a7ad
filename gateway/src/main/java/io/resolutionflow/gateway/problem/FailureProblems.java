package io.resolutionflow.gateway.problem;

import io.netty.channel.ConnectTimeoutException;
import io.resolutionflow.platform.problem.DomainException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Renders what goes wrong on the way to a service, or inside the gateway, as a problem document
 * without inner names.
 */
@Component
@Order(-2)
class FailureProblems implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureProblems.class);
    private static final long RETRY_SECONDS = 5;

    private final Problems problems;

    FailureProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        return problems.write(exchange, meaning(exchange, failure));
    }

    private static DomainException meaning(ServerWebExchange exchange, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DomainException no) {
                return no;
            }
            if (cause instanceof DataBufferLimitException) {
                return new DomainException(413, "payload_too_large", "The request is too large.");
            }
            if (isAway(cause)) {
                log.atWarn()
                        .addKeyValue("path", exchange.getRequest().getPath().value())
                        .addKeyValue("reason", cause.getClass().getSimpleName())
                        .log("service away");
                return DomainException.unavailable(
                        "This part of the system is away. Try again.", RETRY_SECONDS);
            }
        }
        if (failure instanceof ResponseStatusException status) {
            return status(status);
        }
        log.atError().setCause(failure).log("request failed in the gateway");
        return new DomainException(
                500,
                "internal_error",
                "Something went wrong on our side. Tell support the trace id.");
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof TimeoutException
                || cause instanceof io.netty.handler.timeout.TimeoutException
                || cause instanceof reactor.netty.http.client.PrematureCloseException;
    }

    private static DomainException status(ResponseStatusException status) {
        return switch (status.getStatusCode().value()) {
            case 404 -> DomainException.notFound();
            case 405 ->
                    new DomainException(
                            405, "method_not_allowed", "This address does not take this method.");
            case 413 -> new DomainException(413, "payload_too_large", "The request is too large.");
            case 503, 504 ->
                    DomainException.unavailable(
                            "This part of the system is away. Try again.", RETRY_SECONDS);
            default -> new DomainException(400, "malformed_request", "The request cannot be read.");
        };
    }
}
