package io.resolutionflow.gateway.identity;

import io.resolutionflow.platform.problem.DomainException;
import org.springframework.security.core.AuthenticationException;

/** A token that was refused, with the answer it gets. */
class RefusedToken extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient DomainException answer;

    RefusedToken(DomainException answer) {
        super(answer.code());
        this.answer = answer;
    }

    DomainException answer() {
        return answer;
    }
}
