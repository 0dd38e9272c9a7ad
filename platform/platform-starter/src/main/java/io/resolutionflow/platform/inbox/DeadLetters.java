package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.inbox.Inbox.Outcome;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends dead letters: applies one again once its cause is gone, or passes over it; either lets the
 * events go on that were held behind it. Audited in the event's account.
 */
public class DeadLetters {

    private static final String RESOURCE = "event";

    private final Inbox inbox;
    private final InboxStore store;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final List<EventSubscription> subscriptions;

    DeadLetters(
            Inbox inbox,
            InboxStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            List<EventSubscription> subscriptions) {
        this.inbox = inbox;
        this.store = store;
        this.transaction = transaction;
        this.audit = audit;
        this.subscriptions = subscriptions;
    }

    /** Which dead letter. */
    public record Address(UUID accountId, String consumer, UUID eventId) {}

    /**
     * What came of it.
     *
     * @param outcome {@code applied}, {@code ignored}, {@code outdated}, {@code duplicate}, {@code
     *     parked} (a predecessor is still missing), {@code skipped}, {@code failed}
     * @param error class of what went wrong, for {@code failed}
     * @param released how many held events were applied after it
     */
    public record Result(String outcome, @Nullable String error, int released, boolean dryRun) {}

    /** Those nobody has ended, oldest first. */
    public List<DeadLetter> open(int limit) {
        return Objects.requireNonNull(transaction.execute(status -> store.deadLetters(limit)));
    }

    /**
     * Applies the event as if it came now. A dry run does everything and takes it back; what its
     * handler prepares by calling other services is done all the same.
     *
     * @throws DomainException 404 when there is no such open dead letter
     */
    public Result replay(Address address, Actor actor, String reason, boolean dryRun) {
        return inAccount(address, dead -> replay(dead, actor, reason, dryRun));
    }

    private Result replay(Dead dead, Actor actor, String reason, boolean dryRun) {
        Outcome outcome;
        try {
            outcome =
                    inbox.take(
                                    dead.subscription(),
                                    dead.event(),
                                    (decided, status) -> {
                                        if (decided != Outcome.PARKED) {
                                            end(dead, "replayed", actor, reason, decided.wire());
                                        }
                                        if (dryRun) {
                                            status.setRollbackOnly();
                                        }
                                    })
                            .outcome();
        } catch (RuntimeException e) {
            return new Result("failed", e.getClass().getSimpleName(), 0, dryRun);
        }
        int released =
                dryRun || outcome == Outcome.PARKED
                        ? 0
                        : inbox.release(dead.subscription(), dead.event());
        return new Result(outcome.wire(), null, released, dryRun);
    }

    /**
     * Passes over the event: its effect never comes, what was held behind it goes on.
     *
     * @throws DomainException 404 when there is no such open dead letter; 409 {@code
     *     predecessor_missing} when an earlier event has to be ended first
     */
    public Result skip(Address address, Actor actor, String reason, boolean dryRun) {
        return inAccount(
                address,
                dead -> {
                    transaction.executeWithoutResult(status -> {
                        skip(dead, actor, reason);
                        if (dryRun) {
                            status.setRollbackOnly();
                        }
                    });
                    int released = dryRun ? 0 : inbox.release(dead.subscription(), dead.event());
                    return new Result("skipped", null, released, dryRun);
                });
    }

    private void skip(Dead dead, Actor actor, String reason) {
        String consumer = dead.subscription().consumer();
        long last = store.lockPosition(consumer, dead.event().accountId(), dead.event().subject());
        if (dead.event().aggregateSeq() > last + 1) {
            throw DomainException.conflict(
                    "predecessor_missing", "An earlier event of this aggregate is still missing.");
        }
        if (!store.seen(consumer, dead.event())) {
            store.advance(consumer, dead.event(), "skipped");
        }
        end(dead, "skipped", actor, reason, "skipped");
    }

    private void end(Dead dead, String resolution, Actor actor, String reason, String outcome) {
        String consumer = dead.subscription().consumer();
        store.endDeadLetter(consumer, dead.event(), resolution);
        audit.record(
                actor,
                resolution.equals("skipped") ? "event.skip" : "event.replay",
                RESOURCE,
                dead.event().id(),
                Map.of(
                        "consumer",
                        consumer,
                        "type",
                        dead.event().type(),
                        "aggregate_id",
                        dead.event().subject(),
                        "outcome",
                        outcome,
                        "reason",
                        reason));
    }

    private record Dead(EventSubscription subscription, IncomingEvent event) {}

    private Result inAccount(Address address, Function<Dead, Result> work) {
        EventSubscription subscription =
                subscriptions.stream()
                        .filter(one -> one.consumer().equals(address.consumer()))
                        .findFirst()
                        .orElseThrow(DomainException::notFound);
        return TenantContext.call(
                address.accountId(),
                () -> {
                    Optional<IncomingEvent> event =
                            Objects.requireNonNull(
                                    transaction.execute(status ->
                                            store.openDeadLetter(
                                                    address.consumer(),
                                                    address.accountId(),
                                                    address.eventId())));
                    return work.apply(
                            new Dead(subscription, event.orElseThrow(DomainException::notFound)));
                });
    }
}
