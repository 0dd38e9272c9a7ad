package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.preference.AccountPreferences;
import io.resolutionflow.psa.preference.Preferences;
import io.resolutionflow.psa.writeback.Writeback.Lease;
import io.resolutionflow.psa.writeback.Writeback.Progress;
import io.resolutionflow.psa.writeback.Writeback.Requester;
import io.resolutionflow.psa.writeback.Writeback.Source;
import io.resolutionflow.psa.writeback.Writeback.Target;
import io.resolutionflow.psa.writeback.Writeback.Text;
import io.resolutionflow.psa.writeback.Writeback.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pushes that follow an event, when the account asked for them (contract-psa §12, KD-45). Only the
 * intent is stored here, with the event; text and calls follow in the background.
 */
@Service
public class AutomaticPush {

    private static final Logger log = LoggerFactory.getLogger(AutomaticPush.class);

    private final Preferences preferences;
    private final Connections connections;
    private final WritebackStore store;
    private final Marker markers;
    private final TraceIds traces;
    private final WritebackSettings settings;
    private final Ids ids;
    private final Clock clock;

    AutomaticPush(
            Preferences preferences,
            Connections connections,
            WritebackStore store,
            Marker markers,
            TraceIds traces,
            WritebackSettings settings,
            Ids ids,
            Clock clock) {
        this.preferences = preferences;
        this.connections = connections;
        this.store = store;
        this.markers = markers;
        this.traces = traces;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param triggerId of the hand-off or the resolve event: one push for each, however often it is
     *     told
     * @param ticketId null when no PSA ticket is linked
     */
    public record Trigger(
            UUID triggerId,
            WritebackKind kind,
            @Nullable UUID sessionId,
            @Nullable UUID walkId,
            @Nullable UUID handoffId,
            @Nullable UUID connectionId,
            @Nullable String ticketId,
            UUID actorId,
            String actorName,
            @Nullable String actingAs) {

        UUID source() {
            return java.util.Objects.requireNonNull(sessionId == null ? walkId : sessionId);
        }
    }

    @Transactional
    public void begin(Trigger trigger) {
        AccountPreferences wishes = preferences.get();
        if (trigger.ticketId() == null || !isWanted(trigger.kind(), wishes.psa())) {
            return;
        }
        Optional<PsaConnection> connection =
                trigger.connectionId() == null
                        ? connections.defaultOne()
                        : connections
                                .everKnown(trigger.connectionId())
                                .filter(known -> !known.isDeleted());
        if (connection.isEmpty() || !makesRoom(trigger)) {
            return;
        }
        store.insert(intent(trigger, connection.get(), wishes));
    }

    private static boolean isWanted(WritebackKind kind, AccountPreferences.Psa wishes) {
        return switch (kind) {
            case RESOLUTION_NOTE -> wishes.autoPushOnResolve();
            case ESCALATION_PACKAGE -> wishes.autoPushOnEscalate();
            case L1_RESOLUTION_NOTE, L1_ESCALATION_NOTE -> wishes.autoPushL1();
        };
    }

    /**
     * An unfinished write-back of the same kind is taken up, not doubled: unsent it gives way. A
     * push of an earlier trigger whose note is in the ticket is closed as superseded; while it runs
     * or is in doubt, the event has to come again. A post belongs to its handler and stays.
     *
     * @throws PessimisticLockingFailureException when it cannot be known yet
     */
    private boolean makesRoom(Trigger trigger) {
        Writeback open = store.lockOpen(trigger.source(), trigger.kind()).orElse(null);
        if (open == null) {
            return true;
        }
        if (trigger.triggerId().equals(open.source().triggerId())) {
            return false;
        }
        Instant now = clock.instant();
        boolean held = open.lease().isHeld(now);
        if (open.isUnsent() && !held) {
            store.save(open.dropped(), null);
            return true;
        }
        if (open.origin() == Origin.MANUAL_POST) {
            return false;
        }
        if (held || (open.note().isInDoubt() && isLookedForNow(open, now))) {
            throw new PessimisticLockingFailureException(
                    "an earlier push of this source is not settled yet");
        }
        if (open.note().isInDoubt() || open.note().state() == NoteState.NEEDS_PERSON) {
            log.atWarn()
                    .addKeyValue("writeback_id", open.id())
                    .addKeyValue("trigger_id", trigger.triggerId())
                    .log("push left out: what became of an earlier note is not known");
            return false;
        }
        store.save(open.with(WritebackState.SUPERSEDED).with(open.progress().next(null)), null);
        return true;
    }

    /**
     * Waiting holds up the events of other sources too, so it ends when the looks that usually
     * settle a note are over.
     */
    private boolean isLookedForNow(Writeback open, Instant now) {
        Instant quiet = open.note().quietUntil();
        Duration looks = settings.reconcile().quiet();
        return quiet != null && now.isBefore(quiet.plus(looks.multipliedBy(2)));
    }

    private Writeback intent(Trigger trigger, PsaConnection connection, AccountPreferences wishes) {
        UUID account = TenantContext.required();
        UUID id = ids.next();
        Instant now = clock.instant();
        Visibility visibility =
                trigger.kind().isAlwaysInternal()
                        ? Visibility.INTERNAL
                        : Visibility.of(wishes.psa().resolutionNoteVisibility());
        return new Writeback(
                account,
                id,
                trigger.kind(),
                Origin.AUTO,
                new Source(
                        trigger.sessionId(),
                        trigger.walkId(),
                        trigger.handoffId(),
                        trigger.triggerId(),
                        null,
                        null),
                new Target(
                        connection.id(),
                        connection.provider().wireName(),
                        trigger.ticketId(),
                        trigger.ticketId(),
                        null),
                new Text("", "", "", "", null, markers.of(account, id), visibility),
                NoteStep.pending(),
                StatusStep.waiting(),
                SessionStep.notNeeded(),
                WritebackState.PENDING_RETRY,
                Progress.NEW.next(now),
                new Requester(
                        trigger.actorId(),
                        trigger.actorName(),
                        trigger.actingAs(),
                        traces.current()),
                Lease.FREE,
                new Times(1, now, now, null));
    }

    /**
     * Drops pushes of a session or walk of which nothing was sent; {@code handoffId} narrows it to
     * one hand-off.
     */
    @Transactional
    public void drop(UUID source, @Nullable UUID handoffId) {
        store.dropAutomatic(source, handoffId);
    }
}
