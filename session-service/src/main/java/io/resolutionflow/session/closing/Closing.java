package io.resolutionflow.session.closing;

import io.resolutionflow.contracts.event.session.SessionFixState;
import io.resolutionflow.session.fix.FixLifecycle;
import io.resolutionflow.session.output.ResolutionOutputs;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Resolution;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Entry;
import io.resolutionflow.session.session.Trigger;
import io.resolutionflow.session.similar.SharedSummaries;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything resolving does, whoever asks for it: one path, so that no entrance can forget half of
 * it (KD-35).
 */
@Component
public class Closing {

    private final FixLifecycle fixes;
    private final ResolutionOutputs outputs;
    private final SharedSummaries summaries;
    private final SessionEvents events;
    private final Transitions transitions;

    Closing(
            FixLifecycle fixes,
            ResolutionOutputs outputs,
            SharedSummaries summaries,
            SessionEvents events,
            Transitions transitions) {
        this.fixes = fixes;
        this.outputs = outputs;
        this.summaries = summaries;
        this.events = events;
        this.transitions = transitions;
    }

    /**
     * @param writebackId the posted note that closes the session; null for the public resolve
     */
    public record Order(Trigger trigger, Resolution how, @Nullable UUID writebackId) {}

    /** What happened. */
    public record Done(SessionStatus previous, @Nullable UUID closedHandoffId) {}

    /** Under the session's lock, after the status machine has said yes. */
    public Done close(
            AiSession session, Actor actor, Order order, Instant now, ReplayAnswer replay) {
        SessionStatus previous = session.status();
        UUID closed = session.openHandoffId();
        var fix = fixes.sessionResolved(session, actor);
        var cleared = session.resolve(order.how(), now);
        outputs.await(session, now);
        summaries.write(session, now);
        var done = new Done(previous, closed);
        Entry entry =
                Entry.of(order.trigger(), previous, session.status(), actor, now)
                        .handoff(closed, null)
                        .cleared(cleared);
        if (order.writebackId() != null) {
            entry = entry.writeback(order.writebackId()).answering(replay.of(session, done));
        }
        transitions.record(session, entry);
        events.resolved(
                session,
                actor,
                new SessionEvents.Closing(
                        order.trigger() == Trigger.NOTE_POST ? "note_post" : "resolve",
                        order.writebackId(),
                        closed,
                        fix.map(active -> new SessionFixState(active.title(), active.status()))
                                .orElse(null)),
                now);
        return done;
    }

    /** Makes the answer that is kept for replays. */
    @FunctionalInterface
    public interface ReplayAnswer {
        Object of(AiSession session, Done done);
    }
}
