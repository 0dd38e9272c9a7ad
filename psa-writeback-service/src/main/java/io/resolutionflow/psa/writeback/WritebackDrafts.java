package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.preference.Preferences;
import io.resolutionflow.psa.session.WritebackContext;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a request and its session into what is to be written. */
@Component
class WritebackDrafts {

    private final Preferences preferences;
    private final Connections connections;
    private final Marker markers;
    private final TraceIds traces;
    private final Ids ids;
    private final Clock clock;

    WritebackDrafts(
            Preferences preferences,
            Connections connections,
            Marker markers,
            TraceIds traces,
            Ids ids,
            Clock clock) {
        this.preferences = preferences;
        this.connections = connections;
        this.markers = markers;
        this.traces = traces;
        this.ids = ids;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * @param joinedHandoff the open escalation a package joins
     */
    record Draft(
            UUID accountId,
            UUID sessionId,
            WritebackKind kind,
            @Nullable UUID handoffId,
            @Nullable UUID joinedHandoff,
            PostRequest request,
            Target target,
            Visibility visibility,
            Requester requester,
            Marker markers,
            Instant now) {

        String plain() {
            return PlainText.of(request.markdown());
        }

        String sha256() {
            return NormalisedText.sha256(plain());
        }

        private Text text(String marker) {
            String markdown = request.markdown().strip();
            return new Text(
                    markdown,
                    plain(),
                    sha256(),
                    Summary.of(request.summary(), markdown),
                    null,
                    marker,
                    visibility);
        }

        private Source source() {
            return new Source(
                    sessionId, null, handoffId, null, request.targetUserId(), request.priority());
        }

        /** A new write-back, leased to its maker from the first moment. */
        Writeback create(UUID id, UUID owner, Duration hold) {
            boolean linked = target.isLinked();
            return new Writeback(
                    accountId,
                    id,
                    kind,
                    Origin.MANUAL_POST,
                    source(),
                    target,
                    text(markers.of(accountId, id)),
                    linked ? NoteStep.pending() : NoteStep.notNeeded(),
                    linked ? StatusStep.waiting() : StatusStep.notNeeded(),
                    SessionStep.waiting(),
                    WritebackState.IN_PROGRESS,
                    Progress.NEW,
                    requester,
                    new Lease(owner, 1, now.plus(hold)),
                    new Times(1, now, now, null));
        }

        /** Goes on under the poster's name; what is in the ticket stays. */
        Writeback adopt(Writeback open) {
            return open.adoptedBy(requester, source());
        }

        /**
         * An unfinished write-back of which nothing is in the ticket: new text, perhaps another
         * ticket, the same marker.
         */
        Writeback replaceIn(Writeback open) {
            boolean linked = target.isLinked();
            Writeback replaced = adopt(open).with(source()).with(text(open.text().marker()));
            if (target.isSameTicket(open.target())) {
                return linked ? replaced.with(open.note().again()) : replaced;
            }
            return replaced.with(target)
                    .with(linked ? NoteStep.pending() : NoteStep.notNeeded())
                    .with(linked ? StatusStep.waiting() : StatusStep.notNeeded());
        }
    }

    Draft draft(
            Caller caller,
            UUID sessionId,
            WritebackKind kind,
            PostRequest request,
            WritebackContext context) {
        UUID joined =
                "escalate".equals(context.openHandoffIntent()) ? context.openHandoffId() : null;
        boolean escalates = kind == WritebackKind.ESCALATION_PACKAGE;
        return new Draft(
                caller.account(),
                sessionId,
                kind,
                !escalates ? null : joined == null ? ids.next() : joined,
                escalates ? joined : null,
                request,
                target(context),
                visibility(kind, request.visibility()),
                new Requester(caller.userId(), caller.name(), caller.actingAs(), traces.current()),
                markers,
                clock.instant());
    }

    private Target target(WritebackContext context) {
        String ticket = context.ticketId();
        if (ticket == null) {
            return Target.NONE;
        }
        UUID named = context.connectionId();
        PsaConnection connection =
                named == null
                        ? connections.chosen(null)
                        : connections.everKnown(named).orElse(null);
        if (connection == null) {
            throw Stops.connectionRemoved().problem();
        }
        return new Target(connection.id(), connection.provider().wireName(), ticket, ticket, null);
    }

    private Visibility visibility(WritebackKind kind, @Nullable String asked) {
        if (kind.isAlwaysInternal()) {
            return Visibility.INTERNAL;
        }
        return Visibility.of(
                asked == null ? preferences.get().psa().resolutionNoteVisibility() : asked);
    }
}
