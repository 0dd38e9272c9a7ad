package io.resolutionflow.handoff.handoff;

/**
 * A hand-off after an act.
 *
 * @param sessionApplied false when the owner of the source was away; the event of the act tells it
 *     later
 */
public record Acted(Handoff handoff, boolean sessionApplied) {}
