package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** A person looked into the ticket and says what is true, or what shall be (contract-psa §11). */
@Service
public class DecideWriteback {

    private static final Set<WritebackState> DECIDABLE =
            EnumSet.of(
                    WritebackState.NEEDS_PERSON,
                    WritebackState.FAILED,
                    WritebackState.NEEDS_RETRY,
                    WritebackState.CONFLICT);

    /** What can be decided. */
    public enum Decision {
        IT_IS_THERE,
        SEND_AGAIN,
        GIVE_UP
    }

    private final WritebackStore store;
    private final WritebackDetailStore details;
    private final RunWriteback runs;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    DecideWriteback(
            WritebackStore store,
            WritebackDetailStore details,
            RunWriteback runs,
            TransactionTemplate transaction,
            WritebackSettings settings,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.details = details;
        this.runs = runs;
        this.transaction = transaction;
        this.settings = settings;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param externalId of the note a person found; may be unknown
     */
    public Writeback decide(
            Caller caller, UUID id, Decision decision, @Nullable String externalId, String reason) {
        Writeback decided =
                Objects.requireNonNull(
                        transaction.execute(
                                status -> apply(caller, id, decision, externalId, reason)));
        if (decided.state() == WritebackState.IN_PROGRESS) {
            // what is left follows at once; a stop is told by the state
            runs.run(decided, false);
        }
        return transaction.execute(status -> store.find(id).orElseThrow(DomainException::notFound));
    }

    private Writeback apply(
            Caller caller, UUID id, Decision decision, @Nullable String externalId, String reason) {
        Writeback w = store.lock(id).orElseThrow(DomainException::notFound);
        boolean inDoubt = w.note().state() == NoteState.NEEDS_PERSON;
        if (!DECIDABLE.contains(w.state()) || (decision == Decision.SEND_AGAIN && !inDoubt)) {
            throw DomainException.conflict(
                            "no_decision_needed", "There is nothing to decide about this note.")
                    .with("writeback_id", id);
        }
        if (w.lease().isHeld(clock.instant())) {
            throw RunWriteback.inProgress(w);
        }
        Writeback next = decided(w, decision, externalId);
        if (next.state() == WritebackState.IN_PROGRESS) {
            next = leased(next);
            store.save(next, settings.lease());
        } else {
            // nothing is left to run, so the row's lock is enough; a lease would open a closed one
            // again, and another may be open by now
            store.save(next, null);
        }
        if (decision == Decision.IT_IS_THERE) {
            details.parts(id).stream()
                    .filter(part -> !part.confirmed())
                    .forEach(part ->
                            details.confirmPart(id, part.number(), externalId, clock.instant()));
        }
        audit.record(
                AuditLog.Actor.of(caller),
                "writeback.decision",
                "writeback",
                id,
                Map.of(
                        "decision",
                        decision.name().toLowerCase(java.util.Locale.ROOT),
                        "reason_length",
                        reason.length()));
        return next;
    }

    private Writeback leased(Writeback w) {
        UUID owner = ids.next();
        if (!store.take(w, owner, settings.lease())) {
            throw RunWriteback.inProgress(w);
        }
        return w.with(new Writeback.Lease(owner, w.lease().epoch() + 1, w.lease().until()));
    }

    private Writeback decided(Writeback w, Decision decision, @Nullable String externalId) {
        boolean open = !w.note().isDone();
        return switch (decision) {
            case IT_IS_THERE ->
                    (open
                                    ? w.with(
                                            w.note()
                                                    .confirmed(
                                                            externalId,
                                                            clock.instant(),
                                                            FoundBy.PERSON))
                                    : w)
                            .with(
                                    w.state() == WritebackState.CONFLICT
                                            ? WritebackState.GIVEN_UP
                                            : WritebackState.IN_PROGRESS);
            case SEND_AGAIN -> w.with(w.note().sendAgain()).with(WritebackState.IN_PROGRESS);
            case GIVE_UP ->
                    w.with(w.note().givenUp())
                            .with(WritebackState.GIVEN_UP)
                            .with(w.progress().next(null));
        };
    }
}
