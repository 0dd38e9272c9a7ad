package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.CallerContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * What the operator's endpoints have in common: nobody but a super_admin gets in, an act has a
 * reason, and an expected "no" is told by its status and code.
 */
final class OperatorAnswers {

    private static final int SHORTEST_REASON = 3;

    private OperatorAnswers() {}

    static WebEndpointResponse<?> read(Supplier<?> answer) {
        return operator().isEmpty() ? refused() : new WebEndpointResponse<>(answer.get());
    }

    /**
     * @param act what the operator does; may throw {@link DomainException}
     */
    static WebEndpointResponse<?> act(String reason, Function<Caller, ?> act) {
        Optional<Caller> operator = operator();
        if (operator.isEmpty()) {
            return refused();
        }
        if (reason.strip().length() < SHORTEST_REASON) {
            return problem(422, "validation_failed");
        }
        try {
            return new WebEndpointResponse<>(act.apply(operator.get()));
        } catch (DomainException no) {
            return problem(no.status(), no.code());
        }
    }

    private static Optional<Caller> operator() {
        return CallerContext.current().filter(Caller::isSuperAdmin);
    }

    private static WebEndpointResponse<?> refused() {
        return problem(403, "role_required");
    }

    private static WebEndpointResponse<?> problem(int status, String code) {
        return new WebEndpointResponse<>(Map.of("status", status, "code", code), status);
    }
}
