package io.resolutionflow.session.writeback;

import io.resolutionflow.session.session.AiSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps what became of a write-back; the session's status is never touched by it (KD-30). Under the
 * session's lock.
 */
@Component
public class WritebackResults {

    private final Clock clock;

    WritebackResults(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param kind {@code resolution_note} or {@code escalation_package}
     * @param state {@code pending_retry}, {@code failed} or {@code sent}
     * @param message fit for users
     */
    public record Result(
            UUID writebackId,
            String kind,
            String state,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String message) {}

    public void record(AiSession session, Result result) {
        boolean note = result.kind().equals("resolution_note");
        UUID sent =
                note
                        ? session.resolutionNote().writebackId()
                        : session.escalationPackage().writebackId();
        boolean sentBefore = result.writebackId().equals(sent);
        if (!result.state().equals("sent")) {
            if (!sentBefore) {
                notSent(session, result, note);
            }
            return;
        }
        if (sentBefore && "sent".equals(session.psaPushStatus())) {
            return;
        }
        if (note) {
            session.noteSent(result.writebackId(), result.postedAt(), result.externalId());
        } else {
            session.packageSent(result.writebackId(), result.postedAt(), result.externalId());
        }
        session.push("sent", null);
        session.raise(clock.instant());
    }

    private void notSent(AiSession session, Result result, boolean note) {
        String known =
                note
                        ? session.resolutionNote().externalId()
                        : session.escalationPackage().externalId();
        String external = result.externalId();
        boolean newlyInTicket = external != null && !external.equals(known);
        if (external != null && newlyInTicket) {
            session.inTicket(note, result.postedAt(), external);
        }
        if (newlyInTicket || changes(session, result.state(), result.message())) {
            session.push(result.state(), result.message());
            session.raise(clock.instant());
        }
    }

    private static boolean changes(AiSession session, String state, @Nullable String message) {
        return !state.equals(session.psaPushStatus())
                || !Objects.equals(message, session.psaPushError());
    }
}
