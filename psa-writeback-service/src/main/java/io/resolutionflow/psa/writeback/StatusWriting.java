package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.preference.Preferences;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The status step: written, read at once and read again later; only the later read proves it
 * (contract-psa §8.2).
 */
@Component
class StatusWriting {

    private final TicketCalls tickets;
    private final Preferences preferences;
    private final AuditLog audit;

    StatusWriting(TicketCalls tickets, Preferences preferences, AuditLog audit) {
        this.tickets = tickets;
        this.preferences = preferences;
        this.audit = audit;
    }

    /**
     * @throws WritebackStopped when the status is not verified; its state is stored
     */
    void run(WritebackRun run) {
        if (run.writeback().status().isDone()) {
            return;
        }
        remap(run);
        if (run.writeback().status().isDone()) {
            return;
        }
        run.change(run.writeback().with(run.writeback().status().pending()));
        PsaTicket ticket = readBefore(run);
        Writeback w = run.writeback();
        StatusRef seen = TicketCalls.statusOf(ticket);
        if (seen != null && seen.isSame(w.status().wanted())) {
            verified(run, w.with(w.status().alreadyThere(seen, run.now())));
            return;
        }
        run.change(w.with(w.status().sending(seen)));
        CrashPoint.hit("psa.before-status-sent");
        write(run, ticket);
        CrashPoint.hit("psa.after-status-sent");
        judge(run);
    }

    /** A mapping repaired since the last try counts now. */
    private void remap(WritebackRun run) {
        Writeback w = run.writeback();
        PsaConnection connection = tickets.connection(w);
        var wanted =
                preferences
                        .get()
                        .targetStatus(connection.id(), w.target().boardId(), w.kind().outcome());
        StatusRef before = w.status().wanted();
        StatusRef target =
                wanted.map(id ->
                                new StatusRef(
                                        id,
                                        before != null && before.id().equals(id)
                                                ? before.name()
                                                : null))
                        .orElse(null);
        run.change(w.with(w.status().wanting(target)));
    }

    private PsaTicket readBefore(WritebackRun run) {
        Instant started = run.now();
        try {
            PsaTicket ticket = tickets.ticket(run);
            if (!ticket.ticketId().equals(run.writeback().target().ticketId())) {
                throw Stops.merged(ticket.ticketId());
            }
            return ticket;
        } catch (PsaFailure e) {
            run.tried("status", "unreadable", started, e);
            Writeback w = run.writeback();
            if (e.kind() == PsaFailure.Kind.CREDENTIALS) {
                throw Stops.signInRefused(w, e);
            }
            if (e.kind() == PsaFailure.Kind.CIRCUIT_OPEN) {
                throw Stops.circuitOpen(w, e);
            }
            run.change(w.with(w.status().unreadable()));
            throw Stops.notVerified(run.writeback(), e);
        }
    }

    private void write(WritebackRun run, PsaTicket ticket) {
        StatusRef wanted = Objects.requireNonNull(run.writeback().status().wanted());
        while (true) {
            Instant started = run.now();
            try {
                tickets.setStatus(run, ticket, wanted);
                run.tried("status", "accepted", started, null);
                break;
            } catch (PsaFailure e) {
                run.tried("status", e.kind().name().toLowerCase(java.util.Locale.ROOT), started, e);
                if (e.kind() == PsaFailure.Kind.THROTTLED && tickets.waited(run, e)) {
                    continue;
                }
                stopIfSettled(run, e);
                // reading decides what became of it
                break;
            }
        }
        Writeback w = run.writeback();
        run.change(w.with(w.status().verifying()));
    }

    private void stopIfSettled(WritebackRun run, PsaFailure failure) {
        Writeback w = run.writeback();
        switch (failure.kind()) {
            case REFUSED -> {
                run.change(
                        w.with(w.status().refused()), () -> tickets.markMapping(run.writeback()));
                throw Stops.notVerified(run.writeback(), failure);
            }
            case CIRCUIT_OPEN -> {
                run.change(w.with(w.status().pending()));
                throw Stops.circuitOpen(w, failure);
            }
            case CREDENTIALS -> {
                run.change(w.with(w.status().pending()));
                throw Stops.signInRefused(w, failure);
            }
            case THROTTLED -> {
                run.change(w.with(w.status().pending()));
                throw Stops.throttled(w, failure);
            }
            case NOT_SENT, UNKNOWN -> {}
        }
    }

    private void judge(WritebackRun run) {
        @Nullable StatusRef first = tickets.status(run);
        run.pause(run.settings().verify().secondRead());
        @Nullable StatusRef second = tickets.status(run);
        Writeback w = run.writeback();
        Writeback judged = w.with(w.status().judged(first, second, run.now()));
        if (judged.status().state() == StatusState.VERIFIED) {
            verified(run, judged);
            CrashPoint.hit("psa.after-status-verified");
        } else {
            run.change(judged);
            throw Stops.notVerified(judged, null);
        }
    }

    private void verified(WritebackRun run, Writeback next) {
        run.change(
                next,
                () ->
                        audit.record(
                                Acting.of(next),
                                "status.set",
                                "writeback",
                                next.id(),
                                next.status().before(),
                                next.status().found(),
                                WritebackDetails.of(next)));
    }
}
