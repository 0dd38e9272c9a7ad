package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.plan.OperatorAudit;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.CallerContext;
import io.resolutionflow.platform.tenancy.TenantContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An operator who acts in no account has idempotency keys too (contract-ai §1): they are kept where
 * the audit of such acts is, in the account of nobody. Behind security, so that the caller is
 * known, and before the platform's filter, which passes by a caller without an account.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 200)
class OperatorKeyFilter extends OncePerRequestFilter {

    private static final String ADMINISTRATION = "/api/v1/ai/admin/";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || !request.getRequestURI().startsWith(ADMINISTRATION)
                || CallerContext.current()
                        .map(caller -> !caller.isSuperAdmin() || caller.accountId() != null)
                        .orElse(true);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller operator = CallerContext.required().inAccount(OperatorAudit.NOBODY);
        try {
            TenantContext.run(
                    OperatorAudit.NOBODY,
                    () -> CallerContext.call(operator, () -> proceed(request, response, chain)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Failed e) {
            throw e.cause;
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
            throw new Failed(e);
        }
    }

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ServletException cause;

        Failed(ServletException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
