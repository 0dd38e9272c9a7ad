package io.resolutionflow.handoff.stream;

/** Event names of contract-handoffs §5. */
public final class StreamTypes {

    public static final String READY = "ready";
    public static final String CREATED = "handoff_created";
    public static final String ASSESSMENT_READY = "handoff_assessment_ready";
    public static final String CLAIMED = "handoff_claimed";
    public static final String RELEASED = "handoff_released";
    public static final String REASSIGNED = "handoff_reassigned";
    public static final String CANCELLED = "handoff_cancelled";
    public static final String RESYNC = "resync";
    public static final String END = "end";

    private StreamTypes() {}
}
