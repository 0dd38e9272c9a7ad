package io.resolutionflow.gateway.identity;

import org.jspecify.annotations.Nullable;

/**
 * Takes the token out of {@code Authorization: Bearer}, and from nowhere else. Spring's own
 * converter matches a regular expression over the whole token, a tenth of a request's time.
 */
final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 12_000;

    private BearerToken() {}

    /** The token; null when the header carries none of a token's form. */
    static @Nullable String in(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length());
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            return null;
        }
        for (int i = 0; i < token.length(); i++) {
            if (!isBase64UrlOrDot(token.charAt(i))) {
                return null;
            }
        }
        return token;
    }

    private static boolean isBase64UrlOrDot(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
