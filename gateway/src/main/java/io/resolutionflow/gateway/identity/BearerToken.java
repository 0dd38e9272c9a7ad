package io.resolutionflow.gateway.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the token out of {@code Authorization: Bearer}, and from nowhere else. Spring's own
 * converter matches a regular expression over the whole token, a tenth of a request's time.
 */
class BearerToken implements ServerAuthenticationConverter {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 12_000;

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Mono.empty();
        }
        String token = token(header);
        return token == null
                ? Mono.error(new RefusedToken(VerifiedTokens.invalid()))
                : Mono.just(new BearerTokenAuthenticationToken(token));
    }

    private static @Nullable String token(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length());
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            return null;
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            boolean base64url =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '_'
                            || c == '.';
            if (!base64url) {
                return null;
            }
        }
        return token;
    }
}
