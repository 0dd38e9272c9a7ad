package io.resolutionflow.gateway.identity;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes away every inbound header a service could mistake for identity (architecture §5.2), in any
 * case and with underscores, before anything else looks at the request. A {@code Connection} header
 * naming one is refused: a proxy on the way could drop our own header by it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class HeaderHygiene implements WebFilter {

    static final String ACT_AS = "rf.act-as-account";
    private static final Set<String> TOKEN_PARAMETERS = Set.of("access_token", "token", "id_token");

    private final Problems problems;

    HeaderHygiene(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        if (namesIdentityHeader(headers.getOrEmpty(HttpHeaders.CONNECTION))) {
            return problems.write(
                    exchange,
                    new DomainException(
                            400,
                            "malformed_request",
                            "The Connection header names a header it must not."));
        }
        if (exchange.getRequest().getQueryParams().keySet().stream()
                .anyMatch(TOKEN_PARAMETERS::contains)) {
            return problems.write(
                    exchange,
                    new DomainException(
                            401,
                            "token_invalid",
                            "A token belongs in the header, never in the address."));
        }
        List<String> actAs = headers.getOrEmpty(TenantHeaders.ACT_AS_ACCOUNT);
        if (!actAs.isEmpty()) {
            exchange.getAttributes().put(ACT_AS, List.copyOf(actAs));
        }
        var clean =
                exchange.getRequest()
                        .mutate()
                        .headers(all ->
                                List.copyOf(all.headerNames()).stream()
                                        .filter(TenantHeaders::isUntrusted)
                                        .forEach(all::remove))
                        .build();
        return chain.filter(exchange.mutate().request(clean).build());
    }

    private static boolean namesIdentityHeader(List<String> connection) {
        return connection.stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(name ->
                        TenantHeaders.isUntrusted(name)
                                || name.strip().equalsIgnoreCase(HttpHeaders.AUTHORIZATION));
    }
}
