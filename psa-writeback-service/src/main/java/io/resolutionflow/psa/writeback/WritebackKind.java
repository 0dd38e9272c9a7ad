package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.preference.AccountPreferences.Outcome;
import java.util.Locale;
import java.util.Set;

/** What is written, and the session statuses it may be written from (contract-psa §7). */
public enum WritebackKind {
    RESOLUTION_NOTE(
            Outcome.RESOLVED, Set.of("active", "paused", "requesting_escalation", "escalated")),
    ESCALATION_PACKAGE(
            Outcome.ESCALATED, Set.of("active", "paused", "requesting_escalation", "resolved")),
    L1_RESOLUTION_NOTE(Outcome.RESOLVED, Set.of()),
    L1_ESCALATION_NOTE(Outcome.ESCALATED, Set.of());

    private final Outcome outcome;
    private final Set<String> postableFrom;

    WritebackKind(Outcome outcome, Set<String> postableFrom) {
        this.outcome = outcome;
        this.postableFrom = postableFrom;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Session statuses a person may post from, in a fixed order. */
    public java.util.List<String> postableFrom() {
        return postableFrom.stream().sorted().toList();
    }

    public boolean isPostableFrom(String sessionStatus) {
        return postableFrom.contains(sessionStatus);
    }

    /** Packages and L1 escalation notes are for colleagues only, whatever the account prefers. */
    public boolean isAlwaysInternal() {
        return outcome == Outcome.ESCALATED;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
