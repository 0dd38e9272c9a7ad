package io.resolutionflow.gateway.web;

import io.resolutionflow.gateway.identity.IdentityProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** Security headers of every answer, and which other origins may call the API. */
@Configuration
class BrowserHeaders {

    private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 5)
    WebFilter securityHeaders(IdentityProperties identity, WebAppProperties app) {
        String policy = contentSecurityPolicy(URI.create(identity.issuerUri()));
        return (exchange, chain) -> {
            exchange.getResponse()
                    .beforeCommit(() -> {
                        HttpHeaders headers = exchange.getResponse().getHeaders();
                        write(headers, policy, app.behindTls());
                        if (isPackedAhead(exchange)) {
                            // also when this answer is not packed: a cache must know
                            headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
                        }
                        return Mono.empty();
                    });
            return chain.filter(exchange);
        };
    }

    private static boolean isPackedAhead(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/assets/");
    }

    private static void write(HttpHeaders headers, String policy, boolean tls) {
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (tls) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    private static String contentSecurityPolicy(URI issuer) {
        String origin = issuer.getScheme() + "://" + issuer.getAuthority();
        return "default-src 'self'; connect-src 'self' "
                + origin
                + "; frame-src 'self' "
                + origin
                + "; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self' "
                + origin
                + "; frame-ancestors 'none'";
    }

    /** Asked by requests that say where they come from only: all others are no matter of CORS. */
    @Bean
    @Order(-110)
    WebFilter otherOrigins(WebAppProperties app) {
        var cors = new CorsWebFilter(allowed(app));
        boolean varies = !app.origins().isEmpty();
        return (exchange, chain) ->
                varies || exchange.getRequest().getHeaders().getOrigin() != null
                        ? cors.filter(exchange, chain)
                        : chain.filter(exchange);
    }

    private static CorsConfigurationSource allowed(WebAppProperties app) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(app.origins());
        cors.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(
                List.of(
                        "Authorization",
                        "Content-Type",
                        "Idempotency-Key",
                        "Last-Event-ID",
                        "If-None-Match",
                        "traceparent"));
        cors.setExposedHeaders(
                List.of(
                        "Link",
                        "Location",
                        "ETag",
                        "Retry-After",
                        "RF-Total-Count",
                        "RF-Open-Count",
                        "RF-Stream-Position",
                        "RF-Unread-Count"));
        cors.setMaxAge(PREFLIGHT_KEPT);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/**", cors);
        return source;
    }
}
