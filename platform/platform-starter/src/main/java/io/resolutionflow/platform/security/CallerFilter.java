package io.resolutionflow.platform.security;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.identity.CallerClaims;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Binds caller and account to the request from the verified token. Identity headers prove nothing:
 * a request whose headers do not equal the token's claims is refused (architecture §5.3). The
 * account header may differ only for a service client on {@code /internal/v1} and for a super_admin
 * acting in an account.
 */
class CallerFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;

    CallerFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token)) {
            chain.doFilter(request, response);
            return;
        }
        Caller caller;
        try {
            caller = identify(request, token);
        } catch (DomainException no) {
            problems.write(request, response, no);
            return;
        }
        MDC.put("user_id", caller.userId().toString());
        try {
            TenantContext.call(
                    caller.accountId(),
                    () -> CallerContext.call(caller, () -> proceed(request, response, chain)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ServletFailure e) {
            throw e.cause;
        } finally {
            MDC.remove("user_id");
        }
    }

    private static boolean proceed(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new ServletFailure(e);
        }
    }

    private static Caller identify(HttpServletRequest request, JwtAuthenticationToken token) {
        Caller caller;
        try {
            caller =
                    CallerClaims.read(
                            token.getToken().getClaims(), token.getToken().getTokenValue());
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        UUID named = account(request);
        boolean mayName =
                (caller.isService() && request.getRequestURI().startsWith("/internal/v1/"))
                        || caller.isSuperAdmin();
        if (named != null && !named.equals(caller.accountId())) {
            if (!mayName) {
                throw invalid();
            }
            caller = caller.inAccount(named);
        }
        requireEqual(request, TenantHeaders.USER_ID, caller.userId().toString());
        if (!caller.isSuperAdmin() && !caller.isService()) {
            requireEqual(
                    request,
                    TenantHeaders.TEAM_ID,
                    caller.teamId() == null ? "" : caller.teamId().toString());
        }
        return caller;
    }

    private static @Nullable UUID account(HttpServletRequest request) {
        String header = single(request, TenantHeaders.ACCOUNT_ID);
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            return UUID.fromString(header);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static void requireEqual(HttpServletRequest request, String name, String expected) {
        String header = single(request, name);
        if (header != null && !header.equalsIgnoreCase(expected)) {
            throw invalid();
        }
    }

    private static @Nullable String single(HttpServletRequest request, String name) {
        var values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return null;
        }
        String first = values.nextElement();
        if (values.hasMoreElements()) {
            throw invalid();
        }
        return first;
    }

    private static DomainException invalid() {
        return new DomainException(
                401,
                "token_invalid",
                "The request's identity does not match its token. Sign in again.");
    }

    private static final class ServletFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ServletException cause;

        ServletFailure(ServletException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
