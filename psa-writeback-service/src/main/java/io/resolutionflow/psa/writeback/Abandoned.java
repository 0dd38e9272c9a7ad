package io.resolutionflow.psa.writeback;

/**
 * A write-back whose runner died or failed: what was on its way is in doubt, and reading decides
 * again.
 */
final class Abandoned {

    private Abandoned() {}

    static Writeback asFound(Writeback w) {
        Writeback found = w.note().state() == NoteState.SENDING ? w.with(w.note().inDoubt()) : w;
        StatusState status = found.status().state();
        return status == StatusState.SENDING || status == StatusState.VERIFYING
                ? found.with(found.status().pending())
                : found;
    }
}
