package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.platform.crash.CrashPoint;

/** The places of contract-ai §6.6 where a kill must lose nothing. */
public final class CrashSite {

    private CrashSite() {}

    public static void afterReserve() {
        CrashPoint.hit("ai.after-reserve");
    }

    public static void afterAttemptRow() {
        CrashPoint.hit("ai.after-attempt-row");
    }

    public static void afterSending() {
        CrashPoint.hit("ai.after-sending");
    }

    public static void afterFirstEvent() {
        CrashPoint.hit("ai.after-first-event");
    }

    public static void afterLastEvent() {
        CrashPoint.hit("ai.after-last-event");
    }

    public static void afterSettle() {
        CrashPoint.hit("ai.after-settle");
    }

    static void duringRelease() {
        CrashPoint.hit("ai.during-release");
    }

    static void duringGroupCommit() {
        CrashPoint.hit("ai.during-group-commit");
    }
}
