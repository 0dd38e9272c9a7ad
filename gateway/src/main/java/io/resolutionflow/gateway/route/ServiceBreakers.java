package io.resolutionflow.gateway.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.problem.DomainException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int TRIALS = 3;
    private static final Duration TRIALS_END = Duration.ofSeconds(30);

    /** Methods whose repetition changes nothing more. */
    static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE);

    private final CircuitBreakerConfig config;
    private final Map<String, Watched> breakers = new ConcurrentHashMap<>();
    private final Problems problems;

    @Autowired
    ServiceBreakers(Problems problems) {
        this(problems, OPEN_FOR);
    }

    ServiceBreakers(Problems problems, Duration openFor) {
        this.problems = problems;
        this.config =
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(openFor)
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        // trials that nobody ends must not keep it half open for ever
                        .maxWaitDurationInHalfOpenState(TRIALS_END)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        // our own "no" (a body over its limit, say) tells nothing about the
                        // service
                        .ignoreException(ServiceBreakers::isOurOwn)
                        .build();
    }

    @Override
    public int getOrder() {
        return -50;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Watched watched = of(String.valueOf(route.getMetadata().get(Routes.SERVICE)));
        return Mono.defer(() ->
                watched.breaker().tryAcquirePermission()
                        ? call(exchange, chain, new Call(watched))
                        : problems.write(
                                exchange,
                                DomainException.unavailable(
                                        "This part of the system is away. Try again.",
                                        OPEN_FOR.toSeconds())));
    }

    private Watched of(String service) {
        Watched known = breakers.get(service);
        return known != null
                ? known
                : breakers.computeIfAbsent(service, name -> new Watched(name, config));
    }

    /**
     * A breaker's stay in one state. A permission is of one turn: a call that began in a former one
     * neither counts in this one nor gives its place back to it.
     */
    private record Turn(int number, State state) {}

    private static final class Watched {

        private final CircuitBreaker breaker;
        private volatile Turn told = new Turn(0, State.CLOSED);

        Watched(String service, CircuitBreakerConfig config) {
            this.breaker = CircuitBreaker.of(service, config);
            breaker.getEventPublisher()
                    .onStateTransition(event -> tell(event.getStateTransition().getToState()));
        }

        CircuitBreaker breaker() {
            return breaker;
        }

        private synchronized void tell(State state) {
            told = new Turn(told.number() + 1, state);
        }

        /** The state changes a moment before that is told. */
        int turn() {
            Turn last = told;
            return breaker.getState() == last.state() ? last.number() : last.number() + 1;
        }
    }

    private static Mono<Void> call(
            ServerWebExchange exchange, GatewayFilterChain chain, Call call) {
        exchange.getResponse()
                .beforeCommit(() -> {
                    call.answered();
                    return Mono.empty();
                });
        return chain.filter(exchange)
                .retryWhen(Retry.max(1).filter(error -> mayRepeat(exchange, error)))
                .onErrorMap(Exceptions::isRetryExhausted, Throwable::getCause)
                .doOnSuccess(nothing -> call.answered())
                .doOnError(call::failed)
                .doOnCancel(call::left);
    }

    /** One permission of a breaker; what is told first counts. */
    private static final class Call {

        private final Watched watched;
        private final CircuitBreaker breaker;
        private final int turn;
        private final long start = System.nanoTime();
        private final AtomicBoolean told = new AtomicBoolean();

        Call(Watched watched) {
            this.watched = watched;
            this.breaker = watched.breaker();
            this.turn = watched.turn();
        }

        private boolean mayTell() {
            return told.compareAndSet(false, true) && watched.turn() == turn;
        }

        void answered() {
            if (mayTell()) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }

        void failed(Throwable error) {
            if (mayTell()) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, error);
            }
        }

        /** The caller went away before anything could be told. */
        void left() {
            if (mayTell()) {
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

    private static boolean isOurOwn(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DomainException) {
                return true;
            }
        }
        return false;
    }
}
