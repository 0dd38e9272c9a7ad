package io.resolutionflow.gateway.identity;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * Refuses requests whose form could carry identity past the gateway: a {@code Connection} header
 * that names an identity header (a proxy on the way could drop our own by it), a token in the
 * address, several tokens. Inbound identity headers themselves end here: {@link
 * io.resolutionflow.gateway.request.OutgoingHeaders} never copies one (architecture §5.2).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class HeaderHygiene implements WebFilter {

    static final String ACT_AS = "rf.act-as-account";
    private static final Set<String> TOKEN_PARAMETERS =
            Set.of(
                    "access_token",
                    "token",
                    "id_token",
                    "refresh_token",
                    "bearer_token",
                    "bearer",
                    "jwt",
                    "authorization");

    private final Problems problems;

    HeaderHygiene(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<DomainException> refusal = refusal(exchange);
        if (refusal.isPresent()) {
            return problems.write(exchange, refusal.get());
        }
        List<String> actAs =
                exchange.getRequest().getHeaders().getOrEmpty(TenantHeaders.ACT_AS_ACCOUNT);
        if (!actAs.isEmpty()) {
            exchange.getAttributes().put(ACT_AS, List.copyOf(actAs));
        }
        return chain.filter(exchange);
    }

    private static Optional<DomainException> refusal(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (namesIdentityHeader(headers.getOrEmpty(HttpHeaders.CONNECTION))
                || namesIdentityHeader(headers.getOrEmpty("Proxy-Connection"))) {
            return Optional.of(
                    new DomainException(
                            400,
                            "malformed_request",
                            "The Connection header names a header it must not."));
        }
        if (exchange.getRequest().getURI().getRawQuery() != null
                && exchange.getRequest().getQueryParams().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(TOKEN_PARAMETERS::contains)) {
            return Optional.of(
                    new DomainException(
                            401,
                            "token_invalid",
                            "A token belongs in the header, never in the address."));
        }
        if (headers.getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1) {
            return Optional.of(
                    new DomainException(
                            401, "token_invalid", "A request carries one token, not several."));
        }
        return Optional.empty();
    }

    private static boolean namesIdentityHeader(List<String> connection) {
        for (String value : connection) {
            for (String name : value.split(",")) {
                String bare = name.strip().replace("\"", "");
                if (TenantHeaders.isUntrusted(bare)
                        || bare.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
                    return true;
                }
            }
        }
        return false;
    }
}
