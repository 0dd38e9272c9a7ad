package io.resolutionflow.session.guided;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.conversation.Turn;
import io.resolutionflow.session.conversation.Turns;
import io.resolutionflow.session.fix.FixService;
import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.step.Step;
import io.resolutionflow.session.step.Steps;
import io.resolutionflow.session.upload.Attachments;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The two transactions around the model call, and the third for when it failed. */
@Component
class RespondStore {

    private final SessionGuard guard;
    private final Steps steps;
    private final Turns turns;
    private final Branches branches;
    private final GuidedContext context;
    private final GuidedSteps placing;
    private final FixService fixes;
    private final Attachments uploads;
    private final Clock clock;

    RespondStore(
            SessionGuard guard,
            Steps steps,
            Turns turns,
            Branches branches,
            GuidedContext context,
            GuidedSteps placing,
            FixService fixes,
            Attachments uploads,
            Clock clock) {
        this.guard = guard;
        this.steps = steps;
        this.turns = turns;
        this.branches = branches;
        this.context = context;
        this.placing = placing;
        this.fixes = fixes;
        this.uploads = uploads;
        this.clock = clock;
    }

    /**
     * @param branchId where the next step goes: the chosen one after a fork, else the current one
     * @param preference what the engineer said about how they work, if this answer said it
     */
    record Opened(
            UUID sessionId,
            UUID turnId,
            @Nullable UUID branchId,
            @Nullable String preference,
            List<UUID> uploadIds,
            GuidedContext.Read context) {}

    sealed interface Begun {
        /** No model had to be asked. */
        record Settled(RespondTurn.Answered answered) implements Begun {}

        record ToAsk(Opened opened) implements Begun {}
    }

    sealed interface Closed {
        record Done(RespondTurn.Answered answered) implements Closed {}

        /** Status or handler changed meanwhile. */
        record Late(String sessionStatus) implements Closed {}
    }

    /** T1: the answer is safe before anybody is asked. */
    Begun open(Actor actor, UUID sessionId, RespondTurn.Request request) {
        return guard.onChildAsHandler(
                actor,
                sessionId,
                session -> step(session, request.stepId()),
                (session, named) -> {
                    requireGuided(session);
                    Step step = named.orElseThrow();
                    Turn turn = turns.open(session, "respond", actor);
                    var thread = context.thread(session, session.activeBranchId());
                    requireCurrent(thread, step);
                    Step.Response given = StepAnswers.of(step, request, actor, clock.instant());
                    step.respond(given);
                    uploads.link(session, actor, request.uploadIds());
                    return FixedSteps.is(step, FixedSteps.PREFERENCE)
                            ? preference(session, actor, request, turn, thread, given)
                            : answered(session, actor, request, turn, thread, step, given);
                });
    }

    /** A chat has no steps to name, so its answer is that it is one. */
    private Optional<Step> step(AiSession session, UUID stepId) {
        Optional<Step> found = steps.find(session, stepId).filter(step -> !step.is("held"));
        if (found.isEmpty() && isGuided(session)) {
            throw DomainException.notFound("step", "This session has no such step.");
        }
        return found;
    }

    private static boolean isGuided(AiSession session) {
        return session.sessionType().equals("guided");
    }

    private static void requireGuided(AiSession session) {
        if (!isGuided(session)) {
            throw DomainException.conflict(
                            "wrong_session_type", "This is a chat; write a message instead.")
                    .with("session_type", session.sessionType());
        }
        if (session.status() != SessionStatus.ACTIVE) {
            throw Refusals.wrongStatus(session, List.of(SessionStatus.ACTIVE));
        }
    }

    private static void requireCurrent(GuidedThread thread, Step step) {
        UUID current = thread.current().map(Step::id).orElse(null);
        if (!step.id().equals(current)) {
            throw DomainException.conflict(
                            "step_not_current", "The session has gone on to another step.")
                    .with("current_step_id", current);
        }
        if (FixedSteps.is(step, FixedSteps.LIMIT)) {
            throw DomainException.conflict(
                    "step_limit_reached",
                    "This session has no further steps. Resolve it or escalate it.");
        }
    }

    private Begun preference(
            AiSession session,
            Actor actor,
            RespondTurn.Request request,
            Turn turn,
            GuidedThread thread,
            Step.Response given) {
        String wish =
                given.selectedOption() == null ? FixedSteps.NO_PREFERENCE : given.selectedOption();
        Step held = thread.held().orElse(null);
        if (held != null && wish.equals(FixedSteps.NO_PREFERENCE)) {
            turns.close(turn.id(), List.of());
            session.prefer(wish);
            return new Begun.Settled(view(session, placing.release(session, actor, held)));
        }
        return toAsk(session, request, turn, session.activeBranchId(), wish);
    }

    private Begun answered(
            AiSession session,
            Actor actor,
            RespondTurn.Request request,
            Turn turn,
            GuidedThread thread,
            Step step,
            Step.Response given) {
        UUID branchId = branchFor(session, step, given);
        if (thread.onlyOneLeft()) {
            turns.close(turn.id(), List.of());
            enter(session, actor, branchId);
            return new Begun.Settled(view(session, placing.limit(session, turn.id())));
        }
        return toAsk(session, request, turn, branchId, null);
    }

    private Begun toAsk(
            AiSession session,
            RespondTurn.Request request,
            Turn turn,
            @Nullable UUID branchId,
            @Nullable String preference) {
        String known = preference == null ? session.workPreference() : preference;
        return new Begun.ToAsk(
                new Opened(
                        session.id(),
                        turn.id(),
                        branchId,
                        preference,
                        request.uploadIds(),
                        context.read(session, branchId, known)));
    }

    /** The option of a fork is the branch to go on in. */
    private @Nullable UUID branchFor(AiSession session, Step step, Step.Response given) {
        if (!step.type().equals(GuidedAnswer.FORK) || given.selectedOption() == null) {
            return session.activeBranchId();
        }
        Branch chosen =
                branches.find(session, UUID.fromString(given.selectedOption()))
                        .orElseThrow(DomainException::notFound);
        if (chosen.status().equals(Branch.DEAD_END)) {
            throw DomainException.conflict(
                    "branch_closed", "This branch is closed. Revive it with new evidence.");
        }
        return chosen.id();
    }

    /** The answer stays, and with it a new version: bundles carry it from now on. */
    void fail(Actor actor, Opened opened, String code) {
        guard.asService(
                actor,
                opened.sessionId(),
                session -> {
                    turns.fail(opened.turnId(), code);
                    session.raise(clock.instant());
                    return true;
                });
    }

    /** T2: the step with all its effects, or late without any. */
    Closed close(Actor actor, Opened opened, GuidedSaid said) {
        return guard.asService(
                actor,
                opened.sessionId(),
                session -> {
                    boolean mine = turns.close(opened.turnId(), said.requestIds());
                    if (!mine
                            || session.status() != SessionStatus.ACTIVE
                            || !session.handlerId().equals(actor.id())) {
                        placing.keepLate(session, said, opened.turnId());
                        return new Closed.Late(session.status().wire());
                    }
                    if (opened.preference() != null) {
                        session.prefer(opened.preference());
                        context.thread(session, opened.branchId())
                                .held()
                                .ifPresent(Step::supersede);
                    }
                    enter(session, actor, opened.branchId());
                    return new Closed.Done(
                            view(session, placing.place(session, actor, said, opened.turnId())));
                });
    }

    private void enter(AiSession session, Actor actor, @Nullable UUID branchId) {
        if (branchId != null && !branchId.equals(session.activeBranchId())) {
            branches.find(session, branchId)
                    .ifPresent(branch -> branches.makeCurrent(session, branch, actor.personId()));
        }
    }

    private RespondTurn.Answered view(AiSession session, Step step) {
        UUID fixId = step.fixId();
        FixView active = fixId == null ? null : fixes.activeOf(session);
        return new RespondTurn.Answered(
                session.id(),
                session.status().wire(),
                step,
                session.confidenceTier(),
                session.confidenceScore(),
                session.stepCount(),
                session.problemSummary(),
                session.problemDomain(),
                session.activeBranchId(),
                active != null && active.id().equals(fixId) ? active : null,
                step.answerSource(),
                session.stateVersion());
    }
}
