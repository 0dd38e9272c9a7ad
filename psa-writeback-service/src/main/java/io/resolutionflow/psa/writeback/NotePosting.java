package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.preference.AccountPreferences;
import io.resolutionflow.psa.preference.Preferences;
import io.resolutionflow.psa.ticket.Lookups;
import io.resolutionflow.psa.writeback.MarkerSearch.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The note step: ticket read, parts posted in order, each at most once (contract-psa §8.1). */
@Component
class NotePosting {

    private final TicketCalls tickets;
    private final MarkerSearch search;
    private final Preferences preferences;
    private final Lookups lookups;
    private final WritebackDetailStore details;
    private final TransactionTemplate transaction;
    private final AuditLog audit;

    NotePosting(
            TicketCalls tickets,
            MarkerSearch search,
            Preferences preferences,
            Lookups lookups,
            WritebackDetailStore details,
            TransactionTemplate transaction,
            AuditLog audit) {
        this.tickets = tickets;
        this.search = search;
        this.preferences = preferences;
        this.lookups = lookups;
        this.details = details;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * @throws WritebackStopped when the note is not confirmed; its state is stored
     */
    void run(WritebackRun run) {
        if (run.writeback().note().isDone()) {
            return;
        }
        AccountPreferences wishes = preferences.get();
        PsaConnection connection = tickets.connection(run.writeback());
        PsaTicket ticket = readTicket(run);
        Writeback w = run.writeback();
        w = w.with(w.target().seen(ticket.ticketNumber(), ticket.boardId()));
        w = w.with(w.note().again()).with(target(w, wishes, connection, ticket));
        w = w.with(w.text().visibleTo(visibility(w, wishes, connection)));
        List<NotePart> parts = partsOf(w, wishes, connection);
        run.change(w);
        for (NotePart part : parts) {
            if (!part.confirmed()) {
                post(run, part, parts.size(), wishes.psa().notifyCustomer());
            }
        }
        search.readBack(run);
    }

    private PsaTicket readTicket(WritebackRun run) {
        while (true) {
            Instant started = run.now();
            try {
                PsaTicket ticket = tickets.ticket(run);
                if (!ticket.ticketId().equals(run.writeback().target().ticketId())) {
                    throw Stops.merged(ticket.ticketId());
                }
                return ticket;
            } catch (PsaFailure e) {
                run.tried("ticket", e.kind().name().toLowerCase(java.util.Locale.ROOT), started, e);
                switch (e.kind()) {
                    // a read: whatever became of it, nothing was posted
                    case NOT_SENT, UNKNOWN -> throw Stops.nothingSent(run.writeback(), e);
                    case CREDENTIALS -> throw Stops.signInRefused(run.writeback(), e);
                    case CIRCUIT_OPEN -> throw Stops.circuitOpen(run.writeback(), e);
                    case REFUSED -> {
                        run.change(run.writeback().with(run.writeback().note().rejected()));
                        throw Stops.noteRefused(run.writeback(), e);
                    }
                    case THROTTLED -> {
                        if (!tickets.waited(run, e)) {
                            throw Stops.throttled(run.writeback(), e);
                        }
                    }
                }
            }
        }
    }

    /** A customer's note that could only be mailed stays inside while mail is not wanted. */
    private static Visibility visibility(
            Writeback w, AccountPreferences wishes, PsaConnection connection) {
        boolean wouldMail = !connection.capabilities().customerNoteWithoutMail();
        return wouldMail && !wishes.psa().notifyCustomer()
                ? Visibility.INTERNAL
                : w.text().visibility();
    }

    /** The status mapped for the ticket's own board (KD-41), with its name if it is known. */
    private StatusStep target(
            Writeback w, AccountPreferences wishes, PsaConnection connection, PsaTicket ticket) {
        if (w.origin() == Origin.AUTO && !wishes.psa().autoPushChangesStatus()) {
            return w.status().skipped(StatusStep.SWITCHED_OFF);
        }
        Optional<String> wanted =
                wishes.targetStatus(connection.id(), ticket.boardId(), w.kind().outcome());
        return w.status()
                .wanting(
                        wanted.map(id -> new StatusRef(id, nameOf(connection, ticket, id)))
                                .orElse(null));
    }

    private @Nullable String nameOf(PsaConnection connection, PsaTicket ticket, String statusId) {
        return ticket.boardId() == null
                ? null
                : lookups.keptStatusName(connection, ticket.boardId(), statusId).orElse(null);
    }

    /** Parts once confirmed fix the text; before that they are made from it anew. */
    private List<NotePart> partsOf(
            Writeback w, AccountPreferences wishes, PsaConnection connection) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    List<NotePart> known = details.parts(w.id());
                    if (known.stream().anyMatch(NotePart::confirmed)) {
                        return known;
                    }
                    String signature =
                            wishes.psa().noteSignature()
                                    ? "— " + w.requester().name() + ", ResolutionFlow"
                                    : null;
                    int longest = connection.capabilities().maxNoteLength();
                    details.replaceParts(
                            w.id(),
                            NoteParts.of(w.text().plain(), signature, w.text().marker(), longest));
                    return details.parts(w.id());
                }));
    }

    private void post(WritebackRun run, NotePart part, int parts, boolean notifyCustomer) {
        boolean notify =
                notifyCustomer && run.writeback().text().visibility() == Visibility.CUSTOMER;
        while (true) {
            Writeback w = run.writeback();
            run.changeUnlessDropped(
                    w.with(w.note().sending(run.now(), run.settings().reconcile().quiet())));
            CrashPoint.hit("psa.before-note-sent");
            Instant started = run.now();
            try {
                String id = tickets.addNote(run, part, parts, notify);
                CrashPoint.hit("psa.after-note-sent");
                run.tried("note", "stored", started, null);
                confirm(run, part, parts, id, FoundBy.RESPONSE);
                CrashPoint.hit("psa.after-note-confirmed");
                return;
            } catch (PsaFailure e) {
                run.tried("note", e.kind().name().toLowerCase(java.util.Locale.ROOT), started, e);
                if (settled(run, part, parts, e)) {
                    return;
                }
            }
        }
    }

    /** True when the part is in the ticket after all; false when it is to be sent again. */
    private boolean settled(WritebackRun run, NotePart part, int parts, PsaFailure failure) {
        Writeback w = run.writeback();
        switch (failure.kind()) {
            case NOT_SENT -> {
                run.change(w.with(w.note().notSent()));
                throw Stops.nothingSent(w, failure);
            }
            case CREDENTIALS -> {
                run.change(w.with(w.note().notSent()));
                throw Stops.signInRefused(w, failure);
            }
            case CIRCUIT_OPEN -> {
                run.change(w.with(w.note().notSent()));
                throw Stops.circuitOpen(w, failure);
            }
            case THROTTLED -> {
                run.change(w.with(w.note().notSent()));
                if (tickets.waited(run, failure)) {
                    return false;
                }
                throw Stops.throttled(w, failure);
            }
            case REFUSED -> {
                // some systems refuse and have stored it all the same
                Look look = search.look(run, part, parts);
                if (look.id().isPresent()) {
                    confirm(run, part, parts, look.id().get(), FoundBy.MARKER);
                    return true;
                }
                if (!look.readable()) {
                    run.change(w.with(w.note().inDoubt()));
                    throw Stops.fateUnknown(run.writeback(), failure);
                }
                run.change(run.writeback().with(run.writeback().note().rejected()));
                throw Stops.noteRefused(w, failure);
            }
            case UNKNOWN -> {
                run.change(w.with(w.note().inDoubt()));
                return lookQuickly(run, part, parts, failure);
            }
        }
        return false;
    }

    private boolean lookQuickly(WritebackRun run, NotePart part, int parts, PsaFailure failure) {
        Duration passed = Duration.ZERO;
        for (Duration look :
                run.isBackground() ? List.<Duration>of() : run.settings().quickLooks()) {
            Duration wait = look.minus(passed);
            if (!run.canWait(wait)) {
                break;
            }
            run.pause(wait);
            passed = look;
            Optional<String> found = search.lookFor(run, part, parts);
            if (found.isPresent()) {
                confirm(run, part, parts, found.get(), FoundBy.MARKER);
                return true;
            }
        }
        throw Stops.fateUnknown(run.writeback(), failure);
    }

    /** Part and note in one commit, with who posted it (KD-40). */
    private void confirm(WritebackRun run, NotePart part, int parts, String id, FoundBy by) {
        Writeback w = run.writeback();
        boolean last = part.number() == parts;
        NoteStep next =
                last
                        ? w.note().confirmed(id, run.now(), by)
                        : w.note().partConfirmed(id, run.now());
        run.change(
                w.with(next),
                () -> {
                    details.confirmPart(w.id(), part.number(), id, run.now());
                    if (last) {
                        audit.record(
                                Acting.of(w),
                                "note.post",
                                "writeback",
                                w.id(),
                                null,
                                w.text().sha256(),
                                WritebackDetails.of(w));
                    }
                });
    }
}
