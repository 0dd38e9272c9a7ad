package io.resolutionflow.l1walk.walk;

import java.time.Instant;

/** What closing means for the PSA ticket: never silent (KD-66). */
public class PsaQueueing {

    private static final String SKIPPED =
            "Ticket not updated: automatic notes of walks are switched off for your account.";

    private final WalkRepository walks;

    public PsaQueueing(WalkRepository walks) {
        this.walks = walks;
    }

    public void queue(Walk walk, boolean pushWanted, Instant at) {
        if (!walk.ticket().isPsa()) {
            return;
        }
        if (pushWanted) {
            walks.psaState(walk.id(), "queued", null, null, at);
        } else {
            walks.psaState(walk.id(), "skipped", SKIPPED, null, at);
        }
    }
}
