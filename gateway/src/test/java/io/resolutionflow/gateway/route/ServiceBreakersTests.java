package io.resolutionflow.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.gateway.problem.Problems;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class ServiceBreakersTests {

    private final ServiceBreakers breakers = new ServiceBreakers(problems(), Duration.ofMillis(50));

    private static Problems problems() {
        try {
            var constructor = Problems.class.getDeclaredConstructor(JsonMapper.class);
            return BeanUtils.instantiateClass(constructor, JsonMapper.shared());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer's status; null while the service has said nothing. */
    private HttpStatus call(GatewayFilterChain service) {
        var exchange = exchange();
        breakers.filter(exchange, service).onErrorComplete().subscribe();
        return (HttpStatus) exchange.getResponse().getStatusCode();
    }

    private static Disposable begin(ServiceBreakers breakers, GatewayFilterChain service) {
        return breakers.filter(exchange(), service).onErrorComplete().subscribe();
    }

    private static MockServerWebExchange exchange() {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/api/v1/x").build());
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
                        Route.async()
                                .id("handoff-service.stream")
                                .uri("http://127.0.0.1:8103")
                                .predicate(any -> true)
                                .metadata(Routes.SERVICE, "handoff-service")
                                .build());
        return exchange;
    }

    @Test
    void calls_that_began_before_it_opened_bring_no_further_trials() {
        var patient = new ServiceBreakers(problems(), Duration.ofSeconds(1));
        var old =
                Stream.generate(() -> begin(patient, exchange -> Mono.never())).limit(30).toList();
        for (int i = 0; i < 10; i++) {
            begin(patient, exchange -> away());
        }
        var letThrough = new AtomicInteger();
        GatewayFilterChain slow =
                exchange -> {
                    letThrough.incrementAndGet();
                    return Mono.never();
                };
        begin(patient, slow);
        assertThat(letThrough).as("open").hasValue(0);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    begin(patient, slow);
                    return letThrough.get() > 0;
                });

        old.forEach(Disposable::dispose);
        for (int i = 0; i < 20; i++) {
            begin(patient, slow);
        }

        assertThat(letThrough).as("half open").hasValue(3);
    }

    private static Mono<Void> away() {
        return Mono.error(new ConnectException("refused"));
    }

    @Test
    void streams_that_go_on_do_not_keep_a_service_shut_that_is_back() {
        for (int i = 0; i < 10; i++) {
            call(exchange -> away());
        }
        assertThat(call(exchange -> away())).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        // it is back: its first answers are the beginnings of streams that last
        GatewayFilterChain stream =
                exchange -> {
                    exchange.getResponse().setStatusCode(HttpStatus.OK);
                    return exchange.getResponse().setComplete().then(Mono.never());
                };
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(call(stream)).isEqualTo(HttpStatus.OK));
        for (int i = 0; i < 20; i++) {
            assertThat(call(stream)).isEqualTo(HttpStatus.OK);
        }
    }
}
