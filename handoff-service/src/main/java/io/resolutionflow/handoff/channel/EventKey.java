package io.resolutionflow.handoff.channel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The catalogue of contract-handoffs §7.1; everything in it is told in the app. */
public enum EventKey {
    SESSION_ESCALATED("session.escalated", true, true),
    WALK_ESCALATED("l1.session.escalated", true, true),
    REASSIGNED("handoff.reassigned", true, true),
    RELEASED("handoff.released", false, true),
    CLAIMED("handoff.claimed", false, false),
    EXPIRED("handoff.expired", false, false),
    WRITEBACK_FAILED("psa.writeback_failed", true, false),
    CONNECTION_PAUSED("psa.connection_paused", true, false),
    PROPOSAL_PENDING("proposal.pending", false, false),
    PROPOSAL_APPROVED("proposal.approved", false, false),
    KNOWLEDGE_GAP("knowledge_gap.detected", false, false);

    private final String wire;
    private final boolean mailed;
    private final boolean call;

    EventKey(String wire, boolean mailed, boolean call) {
        this.wire = wire;
        this.mailed = mailed;
        this.call = call;
    }

    /** As written in rows, settings and payloads. */
    public String wire() {
        return wire;
    }

    /** Whether people get it by e-mail unless they say otherwise. */
    public boolean isMailedByDefault() {
        return mailed;
    }

    /** Asks somebody to take work: void once it is taken or over. */
    public boolean isCall() {
        return call;
    }

    public static List<EventKey> calls() {
        return Arrays.stream(values()).filter(EventKey::isCall).toList();
    }

    public static Optional<EventKey> find(String wire) {
        return Arrays.stream(values()).filter(key -> key.wire.equals(wire)).findFirst();
    }

    /** For what was written by ourselves. */
    public static EventKey required(String wire) {
        return find(wire)
                .orElseThrow(
                        () -> new IllegalArgumentException("event key " + wire + " is unknown"));
    }
}
