package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.psa.session.SessionResult;
import io.resolutionflow.psa.session.SessionWriteback;
import io.resolutionflow.psa.session.Sessions;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * The last step: session-service resolves or escalates, idempotent on the write-back's id
 * (contract-psa §7).
 */
@Component
class SessionClosing {

    private final Sessions sessions;

    SessionClosing(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @throws WritebackStopped when the session did not follow; the state is stored
     */
    void run(WritebackRun run) {
        if (run.writeback().session().isDone()) {
            return;
        }
        run.change(run.writeback().with(run.writeback().session().pending()));
        Writeback w = run.writeback();
        Instant started = run.now();
        SessionResult result =
                w.kind() == WritebackKind.RESOLUTION_NOTE
                        ? sessions.resolve(call(w))
                        : sessions.escalate(call(w));
        CrashPoint.hit("psa.after-session-called");
        switch (result) {
            case SessionResult.Applied applied -> {
                run.tried("session", "applied", started, null);
                run.change(
                        w.with(
                                w.session()
                                        .applied(
                                                applied.sessionStatus(),
                                                applied.handoffId(),
                                                run.now())));
                CrashPoint.hit("psa.after-session-applied");
            }
            case SessionResult.Conflict conflict -> {
                run.tried("session", conflict.code(), started, null);
                run.change(w.with(w.session().conflict(conflict.sessionStatus(), run.now())));
                throw Stops.sessionTaken(w, conflict.sessionStatus(), conflict.code());
            }
            case SessionResult.Refused refused -> {
                run.tried("session", refused.code(), started, null);
                run.change(w.with(w.session().conflict(null, run.now())));
                throw Stops.sessionRefused(refused.code(), refused.detail());
            }
            case SessionResult.Away away -> {
                run.tried("session", "away", started, null);
                throw Stops.sessionAway();
            }
        }
    }

    private static SessionWriteback call(Writeback w) {
        StatusRef verified = w.status().state() == StatusState.VERIFIED ? w.status().found() : null;
        return new SessionWriteback(
                Objects.requireNonNull(w.source().sessionId()),
                w.id(),
                w.text().markdown(),
                w.text().summary(),
                w.source().handoffId(),
                w.source().targetUserId(),
                w.source().priority(),
                w.note().externalId(),
                w.note().postedAt(),
                verified == null ? null : verified.id(),
                verified == null ? null : verified.name(),
                w.requester().id(),
                w.requester().name(),
                w.requester().actingAs());
    }
}
