package io.resolutionflow.session.lane.web;

import io.resolutionflow.platform.problem.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Too large is said before anything inside is looked at, and after the role gate (contract-sessions
 * §1).
 */
@Component
class LaneSize implements HandlerInterceptor, WebMvcConfigurer {

    static final int MAX_BYTES = 256 * 1024;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/v1/ai-sessions/*/task-lane")
                .order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        require(request.getContentLengthLong());
        return true;
    }

    static void require(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new DomainException(
                    413,
                    "task_lane_too_large",
                    "The task lane is larger than 256 KB. Remove items.");
        }
    }
}
