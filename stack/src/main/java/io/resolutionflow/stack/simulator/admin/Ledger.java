package io.resolutionflow.stack.simulator.admin;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Note;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.desk.StatusChange;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is really stored, whatever was answered: the truth for tests. Notes there at start are left
 * out unless asked for.
 */
final class Ledger {

    /** A stored note; {@code visibleAt} lies ahead while reads do not show it yet. */
    record NoteLine(
            String id,
            String ticketId,
            String title,
            String text,
            String sentText,
            Map<String, Object> flags,
            String author,
            Instant createdAt,
            Instant visibleAt,
            boolean seeded) {}

    /** The status a ticket has now. */
    record StatusNow(String id, String name, String boardId) {}

    /** The answer; {@code status} only when one ticket was asked for. */
    record Page(
            String provider,
            @Nullable String ticketId,
            @Nullable StatusNow status,
            List<NoteLine> notes,
            List<StatusChange> statusHistory) {}

    private final Function<Provider, Desk> desks;

    Ledger(Function<Provider, Desk> desks) {
        this.desks = desks;
    }

    Reply answer(Request request) {
        var provider = Provider.of(request.query("provider").orElse(""));
        var desk = desks.apply(provider);
        var ticketId = request.query("ticket_id").orElse(null);
        var seededToo = request.query("seeded").filter("true"::equals).isPresent();
        var stored = ticketId == null ? desk.notes().all() : desk.notes().all(number(ticketId));
        var notes =
                stored.stream()
                        .filter(note -> seededToo || !note.seeded())
                        .map(Ledger::line)
                        .toList();
        var history =
                desk.tickets().history().stream()
                        .filter(change -> ticketId == null || change.ticketId().equals(ticketId))
                        .toList();
        return Reply.own(
                200,
                new Page(provider.wireName(), ticketId, statusNow(desk, ticketId), notes, history));
    }

    private static @Nullable StatusNow statusNow(Desk desk, @Nullable String ticketId) {
        return Optional.ofNullable(ticketId)
                .flatMap(id -> desk.tickets().find(number(id)))
                .map(ticket -> {
                    var status = desk.status(ticket);
                    return new StatusNow(
                            Integer.toString(status.id()),
                            status.name(),
                            Integer.toString(ticket.boardId()));
                })
                .orElse(null);
    }

    /** What is no number is the id of no ticket. */
    private static long number(String ticketId) {
        return ticketId.matches("\\d{1,18}") ? Long.parseLong(ticketId) : -1;
    }

    private static NoteLine line(Note note) {
        return new NoteLine(
                Long.toString(note.id()),
                Long.toString(note.ticketId()),
                note.title(),
                note.text(),
                note.sentText(),
                snakeCase(note.flags()),
                note.author(),
                note.createdAt(),
                note.visibleAt(),
                note.seeded());
    }

    /** The flags' wire names, written our way. */
    private static Map<String, Object> snakeCase(Map<String, Object> flags) {
        var result = new TreeMap<String, Object>();
        flags.forEach((name, value) ->
                result.put(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), value));
        return result;
    }
}
