package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The operator's handle on gaps, {@code /actuator/eventgaps} of the management port, with the
 * access token of a super_admin. A write that says nothing else is a dry run; all members of its
 * body are JSON strings.
 */
@Endpoint(id = "eventgaps")
public class EventGapsEndpoint {

    private static final int MOST = 500;

    private final EventGaps gaps;

    EventGapsEndpoint(EventGaps gaps) {
        this.gaps = gaps;
    }

    /** Gaps of all accounts, the oldest first; one of a few seconds is an event on its way. */
    @ReadOperation
    public WebEndpointResponse<?> list() {
        return OperatorAnswers.read(() -> gaps.open(MOST));
    }

    /**
     * Passes over what is missing.
     *
     * @param reason why, for the audit log; 3 characters or more
     * @param dryRun true unless said otherwise
     */
    @WriteOperation
    public WebEndpointResponse<?> skip(
            UUID account,
            String consumer,
            String aggregate,
            String reason,
            @Nullable Boolean dryRun) {
        return OperatorAnswers.act(
                reason,
                operator ->
                        gaps.skip(
                                new EventGaps.Address(account, consumer, aggregate),
                                Actor.of(operator.inAccount(account)),
                                reason,
                                !Boolean.FALSE.equals(dryRun)));
    }
}
