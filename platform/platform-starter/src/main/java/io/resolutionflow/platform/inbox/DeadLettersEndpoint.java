package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.inbox.DeadLetters.Address;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.CallerContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The operator's handle on dead letters, {@code /actuator/deadletters} of the management port, with
 * the access token of a super_admin. A write that says nothing else is a dry run; all members of
 * its body are JSON strings, {@code "dryRun": "false"} too.
 */
@Endpoint(id = "deadletters")
public class DeadLettersEndpoint {

    private static final int MOST = 500;

    private final DeadLetters deadLetters;

    DeadLettersEndpoint(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Open dead letters of all accounts, oldest first. */
    @ReadOperation
    public WebEndpointResponse<?> list() {
        if (operator().isEmpty()) {
            return refused();
        }
        List<DeadLetter> open = deadLetters.open(MOST);
        return new WebEndpointResponse<>(open);
    }

    /**
     * @param action {@code replay} or {@code skip}
     * @param reason why, for the audit log; 3 characters or more
     * @param dryRun true unless said otherwise
     */
    @WriteOperation
    public WebEndpointResponse<?> act(
            @Selector UUID eventId,
            UUID account,
            String consumer,
            String action,
            String reason,
            @Nullable Boolean dryRun) {
        Optional<Caller> operator = operator();
        if (operator.isEmpty()) {
            return refused();
        }
        if (reason.strip().length() < 3) {
            return problem(422, "validation_failed");
        }
        var address = new Address(account, consumer, eventId);
        Actor actor = Actor.of(operator.get().inAccount(account));
        boolean dry = !Boolean.FALSE.equals(dryRun);
        return switch (action) {
            case "replay" -> answer(() -> deadLetters.replay(address, actor, reason, dry));
            case "skip" -> answer(() -> deadLetters.skip(address, actor, reason, dry));
            default -> problem(422, "validation_failed");
        };
    }

    private static Optional<Caller> operator() {
        return CallerContext.current().filter(Caller::isSuperAdmin);
    }

    private static WebEndpointResponse<?> answer(Supplier<DeadLetters.Result> act) {
        try {
            return new WebEndpointResponse<>(act.get());
        } catch (DomainException no) {
            return problem(no.status(), no.code());
        }
    }

    private static WebEndpointResponse<?> refused() {
        return problem(403, "role_required");
    }

    private static WebEndpointResponse<?> problem(int status, String code) {
        return new WebEndpointResponse<>(Map.of("status", status, "code", code), status);
    }
}
