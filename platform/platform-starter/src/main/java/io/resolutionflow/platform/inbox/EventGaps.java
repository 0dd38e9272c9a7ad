package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends gaps: events that never came are given up, and what waited behind them is applied. Should
 * one come after all, it is outdated and has no effect. Audited in the events' account.
 */
public class EventGaps {

    private final Inbox inbox;
    private final InboxStore store;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final List<EventSubscription> subscriptions;

    EventGaps(
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

    /** Where the gap is. */
    public record Address(UUID accountId, String consumer, String aggregateId) {}

    /**
     * What came of it.
     *
     * @param released how many held events were applied after it
     */
    public record Result(long missingFrom, long missingTo, int released, boolean dryRun) {}

    /** Those there are now, the oldest first. */
    public List<EventGap> open(int limit) {
        return Objects.requireNonNull(transaction.execute(status -> store.gaps(limit)));
    }

    /**
     * Gives up what is missing before the first event that waits.
     *
     * @throws DomainException 404 when nothing waits behind a gap there; 409 {@code
     *     dead_letter_open} when what is missing is a dead letter, to be replayed or skipped
     */
    public Result skip(Address address, Actor actor, String reason, boolean dryRun) {
        EventSubscription subscription =
                subscriptions.stream()
                        .filter(one -> one.consumer().equals(address.consumer()))
                        .findFirst()
                        .orElseThrow(DomainException::notFound);
        return TenantContext.call(
                address.accountId(), () -> skip(subscription, address, actor, reason, dryRun));
    }

    private Result skip(
            EventSubscription subscription,
            Address address,
            Actor actor,
            String reason,
            boolean dryRun) {
        Result ended =
                Objects.requireNonNull(
                        transaction.execute(status -> {
                            Result gap = end(address, actor, reason, dryRun);
                            if (dryRun) {
                                status.setRollbackOnly();
                            }
                            return gap;
                        }));
        int released =
                dryRun
                        ? 0
                        : inbox.release(
                                subscription,
                                address.accountId(),
                                address.aggregateId(),
                                ended.missingTo());
        return new Result(ended.missingFrom(), ended.missingTo(), released, dryRun);
    }

    private Result end(Address address, Actor actor, String reason, boolean dryRun) {
        long last =
                store.lockPosition(address.consumer(), address.accountId(), address.aggregateId());
        long first =
                store.firstParked(address.consumer(), address.accountId(), address.aggregateId())
                        .orElseThrow(DomainException::notFound);
        if (first <= last + 1) {
            throw DomainException.notFound();
        }
        if (store.hasOpenDeadLetter(
                address.consumer(), address.accountId(), address.aggregateId(), first)) {
            throw DomainException.conflict(
                    "dead_letter_open", "What is missing is a dead letter: replay or skip that.");
        }
        store.moveTo(address.consumer(), address.accountId(), address.aggregateId(), first - 1);
        audit.record(
                actor,
                "event.gap_skip",
                "aggregate",
                address.aggregateId(),
                Map.of(
                        "consumer",
                        address.consumer(),
                        "missing_from",
                        last + 1,
                        "missing_to",
                        first - 1,
                        "reason",
                        reason));
        return new Result(last + 1, first - 1, 0, dryRun);
    }
}
