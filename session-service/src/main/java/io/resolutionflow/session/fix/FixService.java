package io.resolutionflow.session.fix;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Suggested fixes for the engineer (contract-sessions §4.6). */
@Service
public class FixService {

    private static final int NUDGE_AFTER_MESSAGES = 3;

    private final SessionGuard guard;
    private final Fixes fixes;
    private final FixLifecycle lifecycle;
    private final Messages messages;

    FixService(SessionGuard guard, Fixes fixes, FixLifecycle lifecycle, Messages messages) {
        this.guard = guard;
        this.fixes = fixes;
        this.lifecycle = lifecycle;
        this.messages = messages;
    }

    public List<FixView> list(Actor actor, UUID sessionId) {
        return guard.reading(
                actor,
                sessionId,
                session -> fixes.of(session).stream().map(fix -> view(session, fix)).toList());
    }

    /**
     * @throws DomainException 404 {@code no_active_fix}
     */
    public FixView active(Actor actor, UUID sessionId) {
        return guard.reading(
                actor,
                sessionId,
                session ->
                        fixes.active(session)
                                .map(fix -> view(session, fix))
                                .orElseThrow(FixService::noActiveFix));
    }

    /** The active fix inside a transaction that reads the session. */
    public @Nullable FixView activeOf(AiSession session) {
        return fixes.active(session).map(fix -> view(session, fix)).orElse(null);
    }

    public FixView suggest(Actor actor, UUID sessionId, Fix.Draft draft) {
        return guard.asHandler(
                actor,
                sessionId,
                session -> {
                    Refusals.requireOpen(session);
                    return view(session, lifecycle.suggest(session, actor, "engineer", draft));
                });
    }

    public FixView decide(Actor actor, UUID sessionId, UUID fixId, String decision) {
        return change(
                actor,
                sessionId,
                fixId,
                (session, fix) -> lifecycle.decide(session, actor, fix, decision));
    }

    public FixView applied(Actor actor, UUID sessionId, UUID fixId) {
        return change(
                actor, sessionId, fixId, (session, fix) -> lifecycle.applied(session, actor, fix));
    }

    public FixView outcome(
            Actor actor, UUID sessionId, UUID fixId, String outcome, @Nullable String notes) {
        return change(
                actor,
                sessionId,
                fixId,
                (session, fix) -> lifecycle.outcome(session, actor, fix, outcome, notes));
    }

    public void refuseProposal(Actor actor, UUID sessionId, UUID fixId) {
        change(
                actor,
                sessionId,
                fixId,
                (session, fix) -> lifecycle.refuseProposal(session, actor, fix));
    }

    public FixView script(Actor actor, UUID sessionId, UUID fixId, String script, String language) {
        return change(
                actor,
                sessionId,
                fixId,
                (session, fix) -> lifecycle.script(session, actor, fix, script, language));
    }

    private FixView change(
            Actor actor, UUID sessionId, UUID fixId, BiConsumer<AiSession, Fix> what) {
        return guard.onChildAsHandler(
                actor,
                sessionId,
                session -> lifecycle.find(session, fixId),
                (session, fix) -> {
                    Refusals.requireOpen(session);
                    what.accept(session, fix);
                    return view(session, fix);
                });
    }

    public FixView view(AiSession session, Fix fix) {
        boolean nudge =
                fix.isVerifying()
                        && fix.appliedAt() != null
                        && messages.engineersSince(session, fix.appliedAt())
                                >= NUDGE_AFTER_MESSAGES;
        return FixView.of(fix, nudge);
    }

    private static DomainException noActiveFix() {
        return new DomainException(404, "no_active_fix", "No fix is suggested at the moment.");
    }
}
