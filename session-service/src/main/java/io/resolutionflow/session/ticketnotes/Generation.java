package io.resolutionflow.session.ticketnotes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One text of one version of a session.
 *
 * @param state {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param markdown the whole text once it is done
 */
public record Generation(
        UUID id,
        UUID sessionId,
        long stateVersion,
        String state,
        @Nullable String answerSource,
        @Nullable String markdown,
        @Nullable String errorCode,
        @Nullable String errorDetail) {

    public boolean isDone() {
        return state.equals("done");
    }

    public boolean isRunning() {
        return state.equals("running");
    }

    /** A stored piece of the text, numbered from 1. */
    public record Piece(int seq, String text) {}

    /** How far it has come, and the pieces a reader does not have yet. */
    public record Progress(Generation generation, List<Piece> pieces) {}
}
