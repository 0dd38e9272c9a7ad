package io.resolutionflow.gateway.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.problem.DomainException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One circuit breaker a service: when it cannot be reached its requests fail at once and the others
 * are not slowed. A breaker counts failures to reach the service, never its answers, and it counts
 * when the answer begins: live streams last for minutes, and a breaker that waited for their end
 * would let nobody else try whether the service is back.
 */
@Component
class ServiceBreakers implements GlobalFilter, Ordered {

    private static final Duration OPEN_FOR = Duration.ofSeconds(5);
    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE);

    private final CircuitBreakerRegistry breakers;
    private final Problems problems;

    @Autowired
    ServiceBreakers(Problems problems) {
        this(problems, OPEN_FOR);
    }

    ServiceBreakers(Problems problems, Duration openFor) {
        this.problems = problems;
        this.breakers =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(10)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(openFor)
                                .permittedNumberOfCallsInHalfOpenState(3)
                                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                                // our own "no" (a body over its limit, say) tells nothing about
                                // the service
                                .ignoreException(ServiceBreakers::isOurOwn)
                                .build());
    }

    @Override
    public int getOrder() {
        return -50;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        CircuitBreaker breaker =
                breakers.circuitBreaker(String.valueOf(route.getMetadata().get(Routes.SERVICE)));
        return Mono.defer(() ->
                breaker.tryAcquirePermission()
                        ? call(exchange, chain, new Call(breaker))
                        : problems.write(
                                exchange,
                                DomainException.unavailable(
                                        "This part of the system is away. Try again.",
                                        OPEN_FOR.toSeconds())));
    }

    private static Mono<Void> call(
            ServerWebExchange exchange, GatewayFilterChain chain, Call call) {
        exchange.getResponse()
                .beforeCommit(() -> {
                    call.answered();
                    return Mono.empty();
                });
        return chain.filter(exchange)
                .retryWhen(
                        Retry.max(1)
                                .filter(error -> mayRepeat(exchange, error))
                                .doBeforeRetry(again -> startOver(exchange)))
                .onErrorMap(Exceptions::isRetryExhausted, Throwable::getCause)
                .doOnSuccess(nothing -> call.answered())
                .doOnError(call::failed)
                .doOnCancel(call::left);
    }

    /** One permission of a breaker; what is told first counts. */
    private static final class Call {

        private final CircuitBreaker breaker;
        private final long start = System.nanoTime();
        private final AtomicBoolean told = new AtomicBoolean();

        Call(CircuitBreaker breaker) {
            this.breaker = breaker;
        }

        void answered() {
            if (told.compareAndSet(false, true)) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }

        void failed(Throwable error) {
            if (told.compareAndSet(false, true)) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, error);
            }
        }

        /** The caller went away before anything could be told. */
        void left() {
            if (told.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
        }
    }

    /**
     * Once, when the service could not even be connected to, and only a request whose repetition
     * changes nothing more.
     */
    private static boolean mayRepeat(ServerWebExchange exchange, Throwable error) {
        return error instanceof ConnectException
                && REPEATABLE.contains(exchange.getRequest().getMethod())
                && !exchange.getResponse().isCommitted();
    }

    private static void startOver(ServerWebExchange exchange) {
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
    }

    private static boolean isOurOwn(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DomainException) {
                return true;
            }
        }
        return false;
    }
}
