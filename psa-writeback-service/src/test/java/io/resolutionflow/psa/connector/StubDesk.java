package io.resolutionflow.psa.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tickets and notes of a stubbed system, as the records its protocol shows. */
public final class StubDesk {

    private final TreeMap<Integer, Map<String, Object>> tickets = new TreeMap<>();
    private final List<Map<String, Object>> notes = new ArrayList<>();

    public synchronized boolean has(int ticket) {
        return tickets.containsKey(ticket);
    }

    public synchronized @Nullable Map<String, Object> ticket(int id) {
        return tickets.get(id);
    }

    /** Empty but for its {@code id}; returned for the rest to be put in. */
    public synchronized Map<String, Object> newTicket() {
        var ticket = new LinkedHashMap<String, Object>();
        ticket.put("id", tickets.size() + 1);
        tickets.put(tickets.size() + 1, ticket);
        return ticket;
    }

    /** Tickets with this text in that member, newest first. */
    public synchronized List<Map<String, Object>> having(String member, String text) {
        String sought = text.toLowerCase(Locale.ROOT);
        return tickets.descendingMap().values().stream()
                .filter(ticket ->
                        String.valueOf(ticket.get(member))
                                .toLowerCase(Locale.ROOT)
                                .contains(sought))
                .toList();
    }

    /**
     * @param number from 1
     */
    public static <T> List<T> page(List<T> found, int number, int size) {
        int from = Math.min((number - 1) * size, found.size());
        return found.subList(from, Math.min(from + size, found.size()));
    }

    /** Empty but for its {@code id} and {@code ticket_id}; returned for the rest to be put in. */
    public synchronized Map<String, Object> newNote(int ticket) {
        var note = new LinkedHashMap<String, Object>();
        note.put("id", 500 + notes.size());
        note.put("ticket_id", ticket);
        notes.add(note);
        return note;
    }

    /** In the order they were stored. */
    public synchronized List<Map<String, Object>> notes(int ticket) {
        return notes.stream().filter(note -> note.get("ticket_id").equals(ticket)).toList();
    }
}
