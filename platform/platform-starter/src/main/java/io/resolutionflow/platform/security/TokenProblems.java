package io.resolutionflow.platform.security;

import io.resolutionflow.platform.identity.TokenVerifier;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** 401 with a body: {@code token_missing}, {@code token_expired} or {@code token_invalid}. */
class TokenProblems implements AuthenticationEntryPoint {

    private final ProblemWriter problems;

    TokenProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(request, response, problem(request, error));
    }

    private static DomainException problem(
            HttpServletRequest request, AuthenticationException error) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            return new DomainException(401, "token_missing", "Sign in first.");
        }
        if (error instanceof OAuth2AuthenticationException && isExpiry(error)) {
            return new DomainException(
                    401, TokenVerifier.EXPIRED, "Your sign-in has expired. Sign in again.");
        }
        return new DomainException(
                401, "token_invalid", "Your sign-in is not valid here. Sign in again.");
    }

    private static boolean isExpiry(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof JwtValidationException validation) {
                return validation.getErrors().stream()
                        .anyMatch(e -> e.getErrorCode().equals(TokenVerifier.EXPIRED));
            }
        }
        return false;
    }
}
