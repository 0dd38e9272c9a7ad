package io.resolutionflow.handoff.notification;

import java.util.List;

/** Event keys of the catalogue (contract-handoffs §7.1) that hand-offs raise. */
final class EventKeys {

    static final String SESSION_ESCALATED = "session.escalated";
    static final String WALK_ESCALATED = "l1.session.escalated";
    static final String REASSIGNED = "handoff.reassigned";
    static final String RELEASED = "handoff.released";
    static final String CLAIMED = "handoff.claimed";
    static final String EXPIRED = "handoff.expired";

    /** Notices that ask somebody to take the work: void once it is taken or over. */
    static final List<String> CALLS =
            List.of(SESSION_ESCALATED, WALK_ESCALATED, REASSIGNED, RELEASED);

    private EventKeys() {}
}
