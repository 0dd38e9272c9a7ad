package io.resolutionflow.contracts.event;

/** Topics of architecture §6. */
public final class Topics {

    public static final String SESSION = "rf.session.events";
    public static final String L1 = "rf.l1.events";
    public static final String HANDOFF = "rf.handoff.events";
    public static final String PSA = "rf.psa.events";
    public static final String AI = "rf.ai.events";

    private Topics() {}
}
