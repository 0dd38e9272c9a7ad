package io.resolutionflow.platform.security;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Decides the role gate before the body is read (order of checks, architecture §4). */
class GateInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // OPTIONS tells the methods of an address and nothing else
        if (!(handler instanceof HandlerMethod method)
                || HttpMethod.OPTIONS.matches(request.getMethod())) {
            return true;
        }
        Requires gate = find(method, Requires.class);
        if (gate != null) {
            check(gate.value(), CallerContext.required());
            return true;
        }
        InternalApi internal = find(method, InternalApi.class);
        if (internal != null) {
            check(internal, CallerContext.required());
            return true;
        }
        if (request.getRequestURI().startsWith("/api/")
                || request.getRequestURI().startsWith("/internal/")) {
            throw new IllegalStateException("no gate on " + method);
        }
        return true;
    }

    private static void check(Gate gate, Caller caller) {
        if (!gate.admits(caller)) {
            throw DomainException.roleRequired();
        }
        if (gate != Gate.SUPER_ADMIN && caller.accountId() == null) {
            throw DomainException.forbidden(
                    "no_account",
                    "You are signed in, but not to an account. Choose the account to act in.");
        }
    }

    private static void check(InternalApi internal, Caller caller) {
        List<String> allowed = List.of(internal.value());
        if (caller.isService() && !allowed.isEmpty() && !allowed.contains(caller.clientId())) {
            throw DomainException.forbidden(
                    "client_not_allowed", "This service may not call this operation.");
        }
        if (caller.accountId() == null) {
            throw DomainException.forbidden("no_account", "The call names no account.");
        }
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
        A onMethod = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
        return onMethod != null
                ? onMethod
                : AnnotatedElementUtils.findMergedAnnotation(
                        Objects.requireNonNull(method.getBeanType()), type);
    }
}
