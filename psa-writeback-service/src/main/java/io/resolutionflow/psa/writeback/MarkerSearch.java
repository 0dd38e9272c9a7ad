package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaNote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks for our marker in the ticket's notes (contract-psa §9). */
@Component
class MarkerSearch {

    private static final Logger log = LoggerFactory.getLogger(MarkerSearch.class);

    private final TicketCalls tickets;
    private final WritebackDetailStore details;
    private final TransactionTemplate transaction;
    private final WritebackEvents events;
    private final WritebackMetrics metrics;

    MarkerSearch(
            TicketCalls tickets,
            WritebackDetailStore details,
            TransactionTemplate transaction,
            WritebackEvents events,
            WritebackMetrics metrics) {
        this.tickets = tickets;
        this.details = details;
        this.transaction = transaction;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * What one look showed: a part that was not seen is absent only when the notes could be read.
     *
     * @param id of the note that carries the part
     */
    record Look(boolean readable, Optional<String> id) {}

    Look look(WritebackRun run, NotePart part, int parts) {
        Instant started = run.now();
        try {
            Optional<String> found =
                    find(tickets.notes(run), run.writeback().text().marker(), part.number(), parts);
            run.tried("reconcile", found.isPresent() ? "found" : "not_found", started, null);
            return new Look(true, found);
        } catch (PsaFailure e) {
            run.tried("reconcile", "unreadable", started, e);
            return new Look(false, Optional.empty());
        }
    }

    /** As {@link #look}, where another look follows anyway. */
    Optional<String> lookFor(WritebackRun run, NotePart part, int parts) {
        return look(run, part, parts).id();
    }

    /** The oldest one counts: it was there first. */
    static Optional<String> find(List<PsaNote> newestFirst, String marker, int part, int parts) {
        return carrying(newestFirst, marker, part, parts).reversed().stream()
                .map(PsaNote::id)
                .findFirst();
    }

    static List<PsaNote> carrying(List<PsaNote> notes, String marker, int part, int parts) {
        String line = Marker.line(marker, part, parts);
        return notes.stream()
                .filter(note -> carries(note.text(), line) || carries(note.title(), line))
                .toList();
    }

    private static boolean carries(@Nullable String text, String line) {
        return text != null && NormalisedText.of(text).contains(line);
    }

    /**
     * Reads the confirmed note once: same text, same visibility, no second copy. Never undoes a
     * success.
     */
    void readBack(WritebackRun run) {
        Writeback w = run.writeback();
        List<NotePart> parts = transaction.execute(status -> details.parts(w.id()));
        if (parts == null || parts.isEmpty() || w.note().state() != NoteState.CONFIRMED) {
            return;
        }
        Instant started = run.now();
        try {
            List<PsaNote> notes = tickets.notes(run);
            ReadBack worst = ReadBack.MATCH;
            int copies = 0;
            for (NotePart part : parts) {
                List<PsaNote> found =
                        carrying(notes, w.text().marker(), part.number(), parts.size());
                copies += Math.max(0, found.size() - 1);
                worst =
                        worse(
                                worst,
                                found.isEmpty()
                                        ? ReadBack.NOT_READ
                                        : compare(part, found.getLast(), w));
            }
            run.tried("read_back", worst.wireName(), started, null);
            boolean wrongReaders = worst == ReadBack.VISIBILITY_DIFFERS;
            run.change(
                    w.with(w.note().readBack(worst, copies, run.now())),
                    () -> {
                        if (wrongReaders) {
                            events.visibilityDiffers(run.writeback());
                        }
                    });
            metrics.duplicates(copies);
            warn(w, worst, copies);
        } catch (PsaFailure e) {
            run.tried("read_back", "unreadable", started, e);
        }
    }

    private static ReadBack compare(NotePart part, PsaNote note, Writeback w) {
        if (note.visibility() != w.text().visibility()) {
            return ReadBack.VISIBILITY_DIFFERS;
        }
        return NormalisedText.of(note.text()).equals(NormalisedText.of(part.body()))
                ? ReadBack.MATCH
                : ReadBack.DIFFERS;
    }

    /** Declaration order of what matters more: visibility before text before not having seen it. */
    private static ReadBack worse(ReadBack one, ReadBack other) {
        List<ReadBack> byWeight =
                List.of(
                        ReadBack.MATCH,
                        ReadBack.NOT_READ,
                        ReadBack.DIFFERS,
                        ReadBack.VISIBILITY_DIFFERS);
        return byWeight.indexOf(one) >= byWeight.indexOf(other) ? one : other;
    }

    private static void warn(Writeback w, ReadBack seen, int copies) {
        if (seen == ReadBack.VISIBILITY_DIFFERS || copies > 0) {
            log.atError()
                    .addKeyValue("writeback_id", w.id())
                    .addKeyValue("read_back", seen.wireName())
                    .addKeyValue("duplicates", copies)
                    .log("note in the ticket is not as it was sent");
        }
    }
}
