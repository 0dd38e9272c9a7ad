package io.resolutionflow.handoff.member.web;

import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.member.OwnRows;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.CallerContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Feeds the directory with the caller's own row from every valid token seen, so that it works
 * without its registry too.
 */
@Configuration(proxyBeanMethods = false)
class OwnRowInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    private final OwnRows rows;

    OwnRowInterceptor(OwnRows rows) {
        this.rows = rows;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/**", "/internal/**")
                .order(Integer.MAX_VALUE);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        CallerContext.current().filter(OwnRowInterceptor::isOwnAccount).ifPresent(this::seen);
        return true;
    }

    /** A service, and a super_admin acting in an account, are no members of it. */
    private static boolean isOwnAccount(Caller caller) {
        return !caller.isService() && !caller.isSuperAdmin() && caller.accountId() != null;
    }

    private void seen(Caller caller) {
        rows.seen(
                caller.account(),
                new Member(
                        caller.userId(),
                        caller.name(),
                        caller.email(),
                        caller.role(),
                        caller.teamId(),
                        caller.teamAdmin(),
                        caller.canCoverL1(),
                        true),
                issuedAt());
    }

    private static Instant issuedAt() {
        if (SecurityContextHolder.getContext().getAuthentication()
                        instanceof JwtAuthenticationToken token
                && token.getToken().getIssuedAt() != null) {
            return token.getToken().getIssuedAt();
        }
        return Instant.EPOCH;
    }
}
