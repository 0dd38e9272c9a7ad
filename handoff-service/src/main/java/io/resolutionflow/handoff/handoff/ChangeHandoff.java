package io.resolutionflow.handoff.handoff;

import io.resolutionflow.handoff.handoff.Rules.Decision;
import io.resolutionflow.handoff.handoff.Rules.Who;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Release, cancel and reassign (contract-handoffs §3, KD-53): decided under the row's lock, told to
 * the owner afterwards.
 */
@Service
public class ChangeHandoff {

    private final Handoffs handoffs;
    private final HandoffReading reading;
    private final HandoffJournal journal;
    private final AppliedActs applied;
    private final Directory directory;
    private final TransactionTemplate transaction;

    ChangeHandoff(
            Handoffs handoffs,
            HandoffReading reading,
            HandoffJournal journal,
            AppliedActs applied,
            Directory directory,
            TransactionTemplate transaction) {
        this.handoffs = handoffs;
        this.reading = reading;
        this.journal = journal;
        this.applied = applied;
        this.directory = directory;
        this.transaction = transaction;
    }

    /**
     * @param handoff after the act @param changed false for a repeat
     */
    private record Outcome(Handoff handoff, boolean changed) {}

    public Acted release(UUID pathId, UUID handoffId, Caller caller, @Nullable String reason) {
        Outcome outcome =
                change(
                        Act.RELEASED,
                        locked(pathId, handoffId, caller),
                        caller,
                        reason,
                        handoff ->
                                Rules.release(
                                        handoff,
                                        who(caller),
                                        handoffs.lastReleaser(handoff.id()).orElse(null)),
                        handoff -> handoff.state().released(journal.now()));
        return told(Act.RELEASED, outcome, caller, reason);
    }

    public Acted cancel(UUID pathId, UUID handoffId, Caller caller, @Nullable String reason) {
        Outcome outcome =
                change(
                        Act.CANCELLED,
                        locked(pathId, handoffId, caller),
                        caller,
                        reason,
                        handoff -> Rules.cancel(handoff, who(caller)),
                        handoff -> handoff.state().cancelled(journal.now()));
        return told(Act.CANCELLED, outcome, caller, reason);
    }

    /**
     * @param targetId null takes the target away, only while open @param priority null keeps it
     */
    public Acted reassign(
            UUID pathId,
            UUID handoffId,
            Caller caller,
            @Nullable UUID targetId,
            @Nullable Priority priority,
            @Nullable String reason) {
        // the target is looked up outside the transaction, and only for somebody who may reassign
        // at all
        transaction.executeWithoutResult(status ->
                allowedOrThrow(
                        Rules.reassign(
                                find(
                                        pathId,
                                        handoffId,
                                        caller,
                                        handoffs.find(handoffId).orElse(null)),
                                who(caller))));
        Person target = targetId == null ? null : person(directory.requireEligible(targetId));
        Outcome outcome =
                change(
                        Act.REASSIGNED,
                        locked(pathId, handoffId, caller),
                        caller,
                        reason,
                        handoff -> reassignable(handoff, who(caller), target, priority),
                        handoff ->
                                handoff.state()
                                        .reassigned(
                                                target,
                                                priority == null
                                                        ? handoff.state().priority()
                                                        : priority,
                                                journal.now()));
        return told(Act.REASSIGNED, outcome, caller, reason);
    }

    private static Decision reassignable(
            Handoff handoff, Who who, @Nullable Person target, @Nullable Priority priority) {
        Decision decision = Rules.reassign(handoff, who);
        if (!(decision instanceof Decision.Allowed)) {
            return decision;
        }
        boolean claimed = handoff.state().status() == Status.CLAIMED;
        if (target == null && claimed) {
            throw DomainException.invalid("target_user_id", "required", "Name who takes over.");
        }
        if (target != null && handoff.isOriginator(target.id())) {
            throw DomainException.unprocessable(
                    "target_is_originator",
                    "This came from them. Choose somebody else, or cancel it.");
        }
        Person now = claimed ? handoff.state().claimer() : handoff.state().target();
        boolean sameTarget = Objects.equals(idOf(now), idOf(target));
        boolean samePriority = priority == null || priority == handoff.state().priority();
        return sameTarget && samePriority ? Decision.UNCHANGED : Decision.ALLOWED;
    }

    private java.util.function.Supplier<Handoff> locked(
            UUID pathId, UUID handoffId, Caller caller) {
        return () -> find(pathId, handoffId, caller, handoffs.lock(handoffId).orElse(null));
    }

    private Handoff find(UUID pathId, UUID handoffId, Caller caller, @Nullable Handoff found) {
        if (found == null
                || !found.belongsTo(pathId)
                || reading.sight(found, caller) == Sight.NONE) {
            throw DomainException.notFound();
        }
        return found;
    }

    private Outcome change(
            Act act,
            java.util.function.Supplier<Handoff> row,
            Caller caller,
            @Nullable String reason,
            Function<Handoff, Decision> rule,
            Function<Handoff, HandoffState> next) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Handoff before = row.get();
                    Decision decision = rule.apply(before);
                    if (decision instanceof Decision.Unchanged) {
                        return new Outcome(before, false);
                    }
                    allowedOrThrow(decision);
                    Handoff after = before.with(next.apply(before));
                    handoffs.save(after.id(), after.state());
                    journal.record(act, before, after, Actor.of(caller), reason);
                    return new Outcome(after, true);
                }));
    }

    private Acted told(Act act, Outcome outcome, Caller caller, @Nullable String reason) {
        return outcome.changed()
                ? applied.apply(act, outcome.handoff(), Actor.of(caller), reason)
                : new Acted(outcome.handoff(), true);
    }

    private static void allowedOrThrow(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            throw refused.answer();
        }
    }

    private static Who who(Caller caller) {
        return new Who(caller.userId(), caller.isOwnerOrAdmin());
    }

    private static Person person(Member member) {
        return new Person(member.id(), member.name());
    }

    private static @Nullable UUID idOf(@Nullable Person person) {
        return person == null ? null : person.id();
    }
}
