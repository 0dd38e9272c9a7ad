package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connection.ConnectionCalls;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.NewNote;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.preference.AccountPreferences;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The calls a run makes to its ticket. */
@Component
class TicketCalls {

    private static final int NOTES_SEARCHED = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Connections connections;
    private final ConnectionCalls calls;

    TicketCalls(Connections connections, ConnectionCalls calls) {
        this.connections = connections;
        this.calls = calls;
    }

    /**
     * @throws WritebackStopped 409 {@code connection_removed}
     */
    PsaConnection connection(Writeback w) {
        return connections
                .everKnown(Objects.requireNonNull(w.target().connectionId()))
                .filter(connection -> !connection.isDeleted())
                .orElseThrow(Stops::connectionRemoved);
    }

    /** In the transaction of the refusal. */
    void markMapping(Writeback w) {
        connections.markMapping(Objects.requireNonNull(w.target().connectionId()));
    }

    PsaTicket ticket(WritebackRun run) {
        Writeback w = run.writeback();
        return calls.call(
                connection(w),
                "ticket",
                run.callTime(),
                (connector, access) -> connector.ticket(access, id(w)));
    }

    /** The ticket's status; null when it cannot be read now. */
    @Nullable StatusRef status(WritebackRun run) {
        var started = run.now();
        try {
            PsaTicket ticket = ticket(run);
            StatusRef seen = statusOf(ticket);
            run.tried("verify", seen == null ? "no_status" : seen.id(), started, null);
            return seen;
        } catch (PsaFailure e) {
            run.tried("verify", "unreadable", started, e);
            return null;
        }
    }

    static @Nullable StatusRef statusOf(PsaTicket ticket) {
        return ticket.statusId() == null
                ? null
                : new StatusRef(ticket.statusId(), ticket.statusName());
    }

    List<PsaNote> notes(WritebackRun run) {
        Writeback w = run.writeback();
        return calls.call(
                connection(w),
                "notes",
                run.callTime(),
                (connector, access) -> connector.notes(access, id(w), NOTES_SEARCHED));
    }

    String addNote(WritebackRun run, NotePart part, int parts, boolean notifyCustomer) {
        Writeback w = run.writeback();
        var note =
                new NewNote(
                        id(w),
                        title(w, part, parts),
                        part.body(),
                        w.text().visibility(),
                        notifyCustomer);
        return calls.call(
                connection(w),
                "note",
                run.callTime(),
                (connector, access) -> connector.addNote(access, note));
    }

    /** Where the system keeps a title, it carries the marker once more. */
    private static String title(Writeback w, NotePart part, int parts) {
        String what =
                w.kind().outcome() == AccountPreferences.Outcome.RESOLVED
                        ? "Resolution note "
                        : "Escalation package ";
        return what + Marker.line(w.text().marker(), part.number(), parts);
    }

    void setStatus(WritebackRun run, PsaTicket ticket, StatusRef wanted) {
        calls.call(
                connection(run.writeback()),
                "status",
                run.callTime(),
                (connector, access) -> {
                    connector.setStatus(access, ticket, wanted.id());
                    return true;
                });
    }

    /** Waits as asked when that is short enough; true when the call may be made again. */
    boolean waited(WritebackRun run, PsaFailure throttled) {
        Duration wait = throttled.retryAfter();
        if (wait == null || wait.compareTo(LONGEST_WAIT) > 0 || !run.canWait(wait.plusSeconds(1))) {
            return false;
        }
        run.pause(wait);
        return true;
    }

    private static String id(Writeback w) {
        return Objects.requireNonNull(w.target().ticketId());
    }
}
