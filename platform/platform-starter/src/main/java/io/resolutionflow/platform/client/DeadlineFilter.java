package io.resolutionflow.platform.client;

import io.resolutionflow.platform.deadline.Deadline;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes over the caller's deadline; a request nobody waits for any more is not begun. */
class DeadlineFilter extends OncePerRequestFilter {

    private static final long LONGEST_MS = Duration.ofMinutes(10).toMillis();

    private final ProblemWriter problems;

    DeadlineFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(Deadline.HEADER) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long left = milliseconds(request.getHeader(Deadline.HEADER));
        if (left <= 0) {
            problems.write(
                    request,
                    response,
                    DomainException.unavailable("This took too long. Try again.", 1));
            return;
        }
        try (var bound = Deadline.within(Duration.ofMillis(left))) {
            chain.doFilter(request, response);
        }
    }

    /** What is no number says nothing. */
    private static long milliseconds(String header) {
        try {
            return Math.min(Long.parseLong(header.strip()), LONGEST_MS);
        } catch (NumberFormatException e) {
            return LONGEST_MS;
        }
    }
}
