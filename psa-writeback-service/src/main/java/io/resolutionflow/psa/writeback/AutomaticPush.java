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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pushes that follow an event, when the account asked for them (contract-psa §12, KD-45). Only the
 * intent is stored here, with the event; text and calls follow in the background.
 */
@Service
public class AutomaticPush {

    private final Preferences preferences;
    private final Connections connections;
    private final WritebackStore store;
    private final Marker markers;
    private final TraceIds traces;
    private final WaitingPushes waiting;
    private final WritebackDrops drops;
    private final Ids ids;
    private final Clock clock;

    AutomaticPush(
            Preferences preferences,
            Connections connections,
            WritebackStore store,
            Marker markers,
            TraceIds traces,
            WaitingPushes waiting,
            WritebackDrops drops,
            Ids ids,
            Clock clock) {
        this.preferences = preferences;
        this.connections = connections;
        this.store = store;
        this.markers = markers;
        this.traces = traces;
        this.waiting = waiting;
        this.drops = drops;
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

    /** With the event: what cannot begin yet waits in a row of its own, not in the topic. */
    @Transactional
    public void begin(Trigger trigger) {
        if (waiting.isBehindAnother(trigger) || !tryToBegin(trigger)) {
            waiting.keep(trigger);
        }
    }

    /**
     * A push that waited, and is due.
     *
     * @return whether it need not wait any more
     */
    @Transactional
    boolean beginWaiting(Trigger trigger) {
        return tryToBegin(trigger);
    }

    /**
     * @return false when it has to wait for an earlier push of the same source
     */
    private boolean tryToBegin(Trigger trigger) {
        AccountPreferences wishes = preferences.get();
        if (trigger.ticketId() == null || !isWanted(trigger.kind(), wishes.psa())) {
            return true;
        }
        Optional<PsaConnection> connection =
                trigger.connectionId() == null
                        ? connections.defaultOne()
                        : connections
                                .everKnown(trigger.connectionId())
                                .filter(known -> !known.isDeleted());
        if (connection.isEmpty()) {
            return true;
        }
        Room room = room(trigger);
        if (room == Room.FREE) {
            store.insert(intent(trigger, connection.get(), wishes));
        }
        return room != Room.NOT_YET;
    }

    private enum Room {
        FREE,
        TAKEN,
        NOT_YET
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
     * or is in doubt, the later one waits. A post belongs to its handler and stays.
     */
    private Room room(Trigger trigger) {
        Writeback open = store.lockOpen(trigger.source(), trigger.kind()).orElse(null);
        if (open == null) {
            return Room.FREE;
        }
        if (trigger.triggerId().equals(open.source().triggerId())) {
            return Room.TAKEN;
        }
        boolean held = open.lease().isHeld(clock.instant());
        if (open.isUnsent() && !held) {
            store.save(open.dropped(), null);
            return Room.FREE;
        }
        if (open.origin() == Origin.MANUAL_POST) {
            return Room.TAKEN;
        }
        if (held || open.note().isInDoubt()) {
            return Room.NOT_YET;
        }
        if (open.note().state() == NoteState.NEEDS_PERSON) {
            // a person decides first; the later push goes on once that is done
            return Room.NOT_YET;
        }
        store.save(open.with(WritebackState.SUPERSEDED).with(open.progress().next(null)), null);
        return Room.FREE;
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
        waiting.drop(source, handoffId);
        drops.dropAutomatic(source, handoffId);
    }
}
