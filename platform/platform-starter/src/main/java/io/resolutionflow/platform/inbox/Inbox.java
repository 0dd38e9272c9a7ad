package io.resolutionflow.platform.inbox;

import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.inbox.EventSubscription.Handler;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies each event once and in the order of its aggregate: the inbox row, the position and the
 * effect commit together. Known → passed over; older than the position → dropped; ahead of it →
 * parked until its predecessor came.
 */
public class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final InboxStore store;
    private final TransactionTemplate transaction;
    private final LoadedEntities entities;
    private final JsonMapper json;
    private final InboxMetrics metrics;

    Inbox(
            InboxStore store,
            TransactionTemplate transaction,
            LoadedEntities entities,
            JsonMapper json,
            InboxMetrics metrics) {
        this.store = store;
        this.transaction = transaction;
        this.entities = entities;
        this.json = json;
        this.metrics = metrics;
    }

    enum Outcome {
        APPLIED,
        IGNORED,
        OUTDATED,
        PARKED,
        DUPLICATE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param nextWaits whether the event after it may be parked; also true for one that came again,
     *     because its process may have died before it looked
     */
    record Taken(Outcome outcome, boolean nextWaits) {

        static Taken of(Outcome outcome) {
            return new Taken(outcome, outcome != Outcome.PARKED);
        }
    }

    /** What happens together with an event's effect, in its transaction. */
    interface Alongside {

        Alongside NOTHING = (outcome, status) -> {};

        void with(Outcome outcome, TransactionStatus status);
    }

    /** Takes an event and everything that was parked behind it. */
    void receive(EventSubscription subscription, IncomingEvent event) {
        TenantContext.run(
                event.accountId(),
                () -> {
                    if (take(subscription, event, Alongside.NOTHING).nextWaits()) {
                        release(subscription, event);
                    }
                });
    }

    /**
     * Takes events of one account, none of which asks elsewhere, in one transaction: all of them or
     * none. Each effect finds the database as if the ones before it were committed.
     */
    void receiveTogether(EventSubscription subscription, List<ObservedEvent> events) {
        TenantContext.run(
                events.getFirst().event().accountId(),
                () -> {
                    List<Taken> taken = takeTogether(subscription, events);
                    for (int i = 0; i < events.size(); i++) {
                        IncomingEvent event = events.get(i).event();
                        Taken one = taken.get(i);
                        events.get(i)
                                .observation()
                                .scoped(() -> {
                                    report(subscription, event, one);
                                    if (one.nextWaits()) {
                                        release(subscription, event);
                                    }
                                });
                    }
                });
    }

    private List<Taken> takeTogether(EventSubscription subscription, List<ObservedEvent> events) {
        List<Taken> taken =
                require(
                        transaction.execute(status -> {
                            var decided = new ArrayList<Taken>();
                            for (ObservedEvent observed : events) {
                                decided.add(
                                        require(
                                                observed.observation()
                                                        .scoped(() ->
                                                                applyIn(
                                                                        subscription,
                                                                        observed.event()))));
                            }
                            CrashPoint.hit("inbox.before-commit");
                            return decided;
                        }));
        CrashPoint.hit("inbox.after-commit");
        return taken;
    }

    private Taken applyIn(EventSubscription subscription, IncomingEvent event) {
        Handler<?, ?> handler = subscription.handler(event.type()).orElse(null);
        Taken taken =
                apply(
                        subscription.consumer(),
                        event,
                        handler == null ? null : effect(event, handler));
        // no effect may see what another one left in memory only
        entities.forget();
        return taken;
    }

    /** Takes what was parked behind an event; returns how many. */
    int release(EventSubscription subscription, IncomingEvent event) {
        return release(subscription, event.accountId(), event.subject(), event.aggregateSeq());
    }

    /**
     * Takes what was parked behind a sequence; returns how many.
     *
     * @param ended the last sequence that nothing waits for any more
     */
    int release(EventSubscription subscription, UUID account, String aggregate, long ended) {
        int released = 0;
        for (long next = ended + 1; ; next++) {
            Optional<IncomingEvent> waiting = parked(subscription, account, aggregate, next);
            if (waiting.isEmpty() || !takeParked(subscription, waiting.get())) {
                return released;
            }
            released++;
        }
    }

    /**
     * The error handler of the topic knows only the event that came; one that waited is set aside
     * here when it is poison. Tells whether it is done with.
     */
    private boolean takeParked(EventSubscription subscription, IncomingEvent waiting) {
        for (int attempt = 1; ; attempt++) {
            try {
                Taken taken = take(subscription, waiting, Alongside.NOTHING);
                return taken.outcome() != Outcome.PARKED;
            } catch (RuntimeException e) {
                if (EventErrors.isOutage(e)) {
                    throw e;
                }
                if (attempt == EventErrors.MAX_TRIES) {
                    log.atError()
                            .setCause(e)
                            .addKeyValue("event_id", waiting.id())
                            .log("parked event set aside");
                    setAside(subscription, waiting, e.getClass().getSimpleName());
                    return false;
                }
            }
        }
    }

    /**
     * Puts a poison event aside; later events of its aggregate then wait behind the gap it leaves.
     */
    void setAside(EventSubscription subscription, IncomingEvent event, String error) {
        TenantContext.run(
                event.accountId(),
                () ->
                        transaction.executeWithoutResult(status ->
                                store.deadLetter(
                                        subscription.consumer(),
                                        subscription.topic(),
                                        event,
                                        error)));
    }

    private Optional<IncomingEvent> parked(
            EventSubscription subscription, UUID account, String aggregate, long seq) {
        return require(
                transaction.execute(status ->
                        store.parkedAt(subscription.consumer(), account, aggregate, seq)));
    }

    Taken take(EventSubscription subscription, IncomingEvent event, Alongside alongside) {
        Handler<?, ?> handler = subscription.handler(event.type()).orElse(null);
        Taken taken =
                handler == null
                        ? commit(subscription, event, null, alongside)
                        : prepareAndCommit(subscription, event, handler, alongside);
        report(subscription, event, taken);
        return taken;
    }

    private void report(EventSubscription subscription, IncomingEvent event, Taken taken) {
        metrics.received(subscription.consumer(), event, taken.outcome());
        log.atInfo()
                .addKeyValue("consumer", subscription.consumer())
                .addKeyValue("type", event.type())
                .addKeyValue("event_id", event.id())
                .addKeyValue("subject", event.subject())
                .addKeyValue("outcome", taken.outcome().wire())
                .log("event received");
    }

    private <D, P> Taken prepareAndCommit(
            EventSubscription subscription,
            IncomingEvent event,
            Handler<D, P> handler,
            Alongside alongside) {
        if (handler.asksElsewhere() && seen(subscription, event)) {
            return commit(subscription, event, null, alongside);
        }
        Runnable effect = effect(event, handler);
        CrashPoint.hit("inbox.after-prepare");
        return commit(subscription, event, effect, alongside);
    }

    /** Reads and prepares the event now; what it returns is run in the transaction. */
    private <D, P> Runnable effect(IncomingEvent event, Handler<D, P> handler) {
        var typed =
                new ReceivedEvent<>(
                        event.id(),
                        event.type(),
                        event.source(),
                        event.accountId(),
                        event.subject(),
                        event.aggregateSeq(),
                        event.time(),
                        json.readValue(event.payload(), handler.data()));
        P prepared = handler.prepare().apply(typed);
        return () -> handler.apply().accept(typed, prepared);
    }

    private boolean seen(EventSubscription subscription, IncomingEvent event) {
        return require(transaction.execute(status -> store.seen(subscription.consumer(), event)));
    }

    private Taken commit(
            EventSubscription subscription,
            IncomingEvent event,
            @Nullable Runnable effect,
            Alongside alongside) {
        Taken taken =
                require(
                        transaction.execute(status -> {
                            Taken decided = apply(subscription.consumer(), event, effect);
                            alongside.with(decided.outcome(), status);
                            CrashPoint.hit("inbox.before-commit");
                            return decided;
                        }));
        CrashPoint.hit("inbox.after-commit");
        return taken;
    }

    private Taken apply(String consumer, IncomingEvent event, @Nullable Runnable effect) {
        long last = store.lockPosition(consumer, event.accountId(), event.subject());
        if (event.aggregateSeq() > last + 1) {
            store.park(consumer, event);
            return Taken.of(Outcome.PARKED);
        }
        // what was taken is never ahead of its position
        if (event.aggregateSeq() <= last) {
            if (store.seen(consumer, event)) {
                return Taken.of(Outcome.DUPLICATE);
            }
            store.advance(consumer, event, "outdated");
            return Taken.of(Outcome.OUTDATED);
        }
        if (effect != null) {
            effect.run();
        }
        store.advance(consumer, event, effect == null ? "ignored" : "applied");
        boolean nextWaits = store.unpark(consumer, event);
        return new Taken(effect == null ? Outcome.IGNORED : Outcome.APPLIED, nextWaits);
    }

    private static <T> T require(@Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }
}
