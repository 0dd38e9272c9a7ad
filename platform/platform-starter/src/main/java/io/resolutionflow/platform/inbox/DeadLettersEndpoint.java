package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.inbox.DeadLetters.Address;
import io.resolutionflow.platform.problem.DomainException;
import java.util.UUID;
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
        return OperatorAnswers.read(() -> deadLetters.open(MOST));
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
        var address = new Address(account, consumer, eventId);
        boolean dry = !Boolean.FALSE.equals(dryRun);
        return OperatorAnswers.act(
                reason,
                operator -> {
                    Actor actor = Actor.of(operator.inAccount(account));
                    return switch (action) {
                        case "replay" -> deadLetters.replay(address, actor, reason, dry);
                        case "skip" -> deadLetters.skip(address, actor, reason, dry);
                        default ->
                                throw DomainException.invalid(
                                        "action", "invalid_value", "Replay or skip.");
                    };
                });
    }
}
