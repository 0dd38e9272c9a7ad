package io.resolutionflow.session.fix;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.SessionEvents;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table of contract-sessions §7, applied under the session's lock; every change leaves a fix
 * event.
 */
@Component
public class FixLifecycle {

    private static final int KEPT = 100;

    private final Fixes fixes;
    private final SessionEvents events;
    private final AuditLog audit;
    private final Clock clock;

    FixLifecycle(Fixes fixes, SessionEvents events, AuditLog audit, Clock clock) {
        this.fixes = fixes;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws DomainException 409 {@code fix_limit_reached}
     */
    public Fix suggest(AiSession session, Actor actor, String source, Fix.Draft draft) {
        Instant now = clock.instant();
        if (fixes.of(session).size() >= KEPT) {
            throw DomainException.conflict(
                    "fix_limit_reached", "A session keeps at most " + KEPT + " fixes.");
        }
        fixes.active(session)
                .ifPresent(former -> {
                    String before = former.status();
                    former.supersede(now);
                    fixes.record(
                            session,
                            former,
                            new Fixes.Event("superseded", before, former.status(), null),
                            actor,
                            now);
                });
        Fix fix = fixes.add(session, source, draft, now);
        fixes.record(
                session, fix, new Fixes.Event("proposed", null, fix.status(), null), actor, now);
        session.raise(now);
        return fix;
    }

    /**
     * The model's suggestion: the same title refines the active fix, which keeps its id. Never
     * fails.
     */
    public Optional<Fix> suggestByModel(AiSession session, Actor actor, Fix.Draft draft) {
        return suggestSame(session, actor, "ai", draft);
    }

    /** The same for a guided suggestion. */
    public Optional<Fix> suggestGuided(AiSession session, Actor actor, Fix.Draft draft) {
        return suggestSame(session, actor, "guided", draft);
    }

    private Optional<Fix> suggestSame(
            AiSession session, Actor actor, String source, Fix.Draft draft) {
        Optional<Fix> active = fixes.active(session);
        if (active.isPresent() && active.get().title().equalsIgnoreCase(draft.title())) {
            active.get().refine(draft);
            session.raise(clock.instant());
            return active;
        }
        return fixes.of(session).size() >= KEPT
                ? Optional.empty()
                : Optional.of(suggest(session, actor, source, draft));
    }

    public void proposeOutcome(AiSession session, String fixId, String outcome, String reason) {
        fixes.active(session)
                .filter(fix -> fix.id().toString().equals(fixId))
                .ifPresent(fix -> fix.propose(new Fix.Proposal(outcome, reason, clock.instant())));
    }

    /**
     * @throws DomainException 409 {@code fix_already_dismissed}, {@code fix_superseded}, {@code
     *     fix_concluded} for a dismissal that comes too late
     */
    void decide(AiSession session, Actor actor, Fix fix, String decision) {
        if (decision.equals("dismissed")) {
            requireDismissible(fix);
        } else if (decision.equals(fix.userDecision())) {
            return;
        }
        Instant now = clock.instant();
        String before = fix.userDecision();
        fix.decide(decision, now);
        session.raise(now);
        fixes.record(session, fix, new Fixes.Event("decision", before, decision, null), actor, now);
        events.fixDecided(session, actor, fix.id(), fix.title(), decision, now);
        audit.record(
                actor.forAudit(),
                "session.fix.decide",
                "suggested_fix",
                fix.id(),
                before,
                decision,
                Map.of("decision", decision));
    }

    private static void requireDismissible(Fix fix) {
        if (fix.status().equals(Fix.DISMISSED)) {
            throw DomainException.conflict(
                    "fix_already_dismissed", "This fix was dismissed before.");
        }
        if (!fix.isActive()) {
            throw superseded();
        }
        if (fix.isConcluded()) {
            throw DomainException.conflict(
                    "fix_concluded", "The outcome of this fix is recorded already.");
        }
    }

    void applied(AiSession session, Actor actor, Fix fix) {
        if (!fix.isActive()) {
            throw superseded();
        }
        if (fix.appliedAt() != null) {
            return;
        }
        Instant now = clock.instant();
        fix.apply(now);
        session.raise(now);
        fixes.record(
                session, fix, new Fixes.Event("applied", null, fix.status(), null), actor, now);
    }

    /**
     * @throws DomainException 422 {@code notes_required}; 409 {@code fix_superseded}, {@code
     *     fix_concluded}
     */
    void outcome(AiSession session, Actor actor, Fix fix, String outcome, @Nullable String notes) {
        boolean pending = outcome.equals(Fix.PENDING);
        if (fix.status().equals(Fix.DISMISSED)
                || fix.status().equals(Fix.SUPERSEDED)
                || (pending && !fix.isActive())) {
            throw superseded();
        }
        if (pending && fix.isConcluded()) {
            throw DomainException.conflict(
                    "fix_concluded", "The outcome of this fix is recorded already.");
        }
        record(session, actor, fix, outcome, notes);
    }

    private void record(
            AiSession session, Actor actor, Fix fix, String outcome, @Nullable String notes) {
        Instant now = clock.instant();
        String before = fix.status();
        if (outcome.equals(Fix.PENDING)) {
            fix.pending(notes, now);
        } else {
            fix.conclude(outcome, notes, now);
        }
        session.raise(now);
        fixes.record(session, fix, new Fixes.Event("outcome", before, outcome, notes), actor, now);
        events.fixOutcome(session, actor, fix.id(), fix.title(), outcome, notes, now);
        audit.record(
                actor.forAudit(),
                "session.fix.outcome",
                "suggested_fix",
                fix.id(),
                before,
                outcome,
                Map.of("outcome", outcome));
    }

    void refuseProposal(AiSession session, Actor actor, Fix fix) {
        if (fix.aiOutcomeProposal() == null) {
            return;
        }
        Instant now = clock.instant();
        fix.propose(null);
        session.raise(now);
        fixes.record(
                session, fix, new Fixes.Event("proposal_refused", null, null, null), actor, now);
    }

    void script(AiSession session, Actor actor, Fix fix, String script, String language) {
        if (!fix.isActive()) {
            throw superseded();
        }
        Instant now = clock.instant();
        fix.script(script, language);
        session.raise(now);
        fixes.record(session, fix, new Fixes.Event("script", null, language, null), actor, now);
    }

    /**
     * The session is resolved: a fix that was being verified has evidently worked. Returns the fix
     * as it stands then.
     */
    public Optional<Fix> sessionResolved(AiSession session, Actor actor) {
        Optional<Fix> active = fixes.active(session);
        active.filter(fix -> fix.isVerifying() || fix.status().equals(Fix.PENDING))
                .ifPresent(fix -> record(session, actor, fix, Fix.SUCCESS, null));
        return active;
    }

    /**
     * @param resolution an outcome, or {@code not_applied}; without an active fix nothing happens
     */
    public void sessionEscalated(
            AiSession session, Actor actor, String resolution, @Nullable String notes) {
        fixes.active(session)
                .ifPresent(fix -> {
                    if (resolution.equals("not_applied")) {
                        Instant now = clock.instant();
                        String before = fix.status();
                        fix.notApplied();
                        fixes.record(
                                session,
                                fix,
                                new Fixes.Event("not_applied", before, fix.status(), notes),
                                actor,
                                now);
                    } else {
                        record(session, actor, fix, resolution, notes);
                    }
                });
    }

    Fix find(AiSession session, UUID id) {
        return fixes.find(session, id).orElseThrow(DomainException::notFound);
    }

    private static DomainException superseded() {
        return DomainException.conflict(
                "fix_superseded", "Another fix has taken the place of this one.");
    }
}
