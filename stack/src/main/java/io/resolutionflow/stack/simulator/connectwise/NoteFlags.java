package io.resolutionflow.stack.simulator.connectwise;

/** Names of a note's flags: on the wire, and in the ledger. */
final class NoteFlags {

    static final String DISCUSSION = "detailDescriptionFlag";
    static final String INTERNAL = "internalAnalysisFlag";
    static final String RESOLUTION = "resolutionFlag";
    static final String NOTIFY = "processNotifications";

    private NoteFlags() {}
}
