package io.resolutionflow.psa.writeback;

import io.resolutionflow.contracts.event.psa.PsaWritebackCompleted;
import io.resolutionflow.contracts.event.psa.PsaWritebackFailed;
import io.resolutionflow.platform.outbox.Outbox;
import io.resolutionflow.psa.connector.Excerpt;
import io.resolutionflow.psa.session.PushResult;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What others learn of a write-back (contract-psa §16): never its text. */
@Component
class WritebackEvents {

    private static final int LONGEST_MESSAGE = 200;

    private final Outbox outbox;
    private final Clock clock;

    WritebackEvents(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the transaction of the change. */
    void completed(Writeback w) {
        StatusRef verified = w.status().state() == StatusState.VERIFIED ? w.status().found() : null;
        FoundBy foundBy = w.note().foundBy();
        outbox.append(
                PsaWritebackCompleted.TYPE,
                w.id(),
                new PsaWritebackCompleted(
                        w.id(),
                        w.kind().wireName(),
                        w.origin().wireName(),
                        w.source().sessionId(),
                        w.source().walkId(),
                        w.handoffId(),
                        w.target().connectionId(),
                        w.target().provider(),
                        w.target().ticketId(),
                        w.note().externalId(),
                        w.note().postedAt(),
                        w.text().visibility().wireName(),
                        verified == null ? null : verified.id(),
                        verified == null ? null : verified.name(),
                        w.status().skippedCode(),
                        foundBy == null ? null : foundBy.wireName(),
                        w.requester().id(),
                        w.requester().name(),
                        w.requester().id(),
                        w.requester().name(),
                        w.requester().actingAs(),
                        clock.instant()));
    }

    /** In the transaction of the change. */
    void failed(Writeback w, @Nullable NextStep next) {
        failed(w, w.state(), w.progress().lastError(), next);
    }

    /**
     * The note is in the ticket, and others see it than should: somebody has to look, whatever
     * becomes of the rest (contract-psa §9).
     */
    void visibilityDiffers(Writeback w) {
        var error =
                new Writeback.LastError(
                        "visibility_differs",
                        null,
                        "The note in the ticket is not visible to the people it was meant for. Look at it there.",
                        clock.instant());
        failed(w, WritebackState.NEEDS_PERSON, error, NextStep.DECIDE);
    }

    private void failed(
            Writeback w,
            WritebackState state,
            Writeback.@Nullable LastError error,
            @Nullable NextStep next) {
        outbox.append(
                PsaWritebackFailed.TYPE,
                w.id(),
                new PsaWritebackFailed(
                        w.id(),
                        w.kind().wireName(),
                        w.origin().wireName(),
                        w.source().sessionId(),
                        w.source().walkId(),
                        w.handoffId(),
                        w.target().connectionId(),
                        w.target().provider(),
                        w.target().ticketId(),
                        w.note().externalId(),
                        w.requester().id(),
                        w.requester().name(),
                        state.wireName(),
                        error == null ? null : error.code(),
                        error == null ? null : error.psaReason(),
                        next == null ? null : next.wireName(),
                        w.requester().id(),
                        error == null
                                ? "A note for the ticket waits for a decision."
                                : shortened(error.message()),
                        w.requester().id(),
                        w.requester().name(),
                        w.requester().actingAs(),
                        clock.instant()));
    }

    /**
     * For the session's {@code psa_push_status}; empty where no session or no ticket is concerned.
     */
    Optional<PushResult> pushResult(Writeback w) {
        String pushed = w.state().pushStatus();
        if (pushed == null || !w.target().isLinked() || w.source().sessionId() == null) {
            return Optional.empty();
        }
        StatusRef verified = w.status().state() == StatusState.VERIFIED ? w.status().found() : null;
        Writeback.LastError error = w.progress().lastError();
        return Optional.of(
                new PushResult(
                        Objects.requireNonNull(w.source().sessionId()),
                        w.id(),
                        w.kind().wireName(),
                        pushed,
                        w.note().externalId(),
                        w.note().postedAt(),
                        verified == null ? null : verified.id(),
                        verified == null ? null : verified.name(),
                        error == null ? null : shortened(error.message()),
                        clock.instant()));
    }

    static String shortened(String message) {
        return Excerpt.of(message, LONGEST_MESSAGE);
    }
}
