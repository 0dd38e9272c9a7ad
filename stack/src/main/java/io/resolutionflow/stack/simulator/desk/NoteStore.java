package io.resolutionflow.stack.simulator.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All notes of one provider. */
public final class NoteStore {

    private final Clock clock;
    private final List<Note> notes = new ArrayList<>();
    private final Map<Long, List<Note>> byTicket = new HashMap<>();
    private long lastId;

    NoteStore(Clock clock) {
        this.clock = clock;
    }

    synchronized void refill(List<Note> seed) {
        notes.clear();
        byTicket.clear();
        seed.forEach(this::keep);
        lastId = seed.stream().mapToLong(Note::id).max().orElse(0);
    }

    public synchronized Note add(NewNote note) {
        var now = clock.instant();
        var stored =
                new Note(
                        ++lastId,
                        note.ticketId(),
                        note.title(),
                        note.storedText(),
                        note.sentText(),
                        note.flags(),
                        note.author(),
                        now,
                        now.plus(note.hiddenFor()),
                        false);
        keep(stored);
        return stored;
    }

    private void keep(Note note) {
        notes.add(note);
        byTicket.computeIfAbsent(note.ticketId(), ticket -> new ArrayList<>()).add(note);
    }

    /** What a client may see now, oldest first. */
    public synchronized List<Note> visible(long ticketId) {
        return visible(of(ticketId));
    }

    public synchronized List<Note> visible() {
        return visible(notes);
    }

    private List<Note> visible(List<Note> among) {
        var now = clock.instant();
        return among.stream()
                .filter(note -> !note.visibleAt().isAfter(now))
                .sorted(Comparator.comparingLong(Note::id))
                .toList();
    }

    public Optional<Note> visible(long ticketId, long noteId) {
        return visible(ticketId).stream().filter(note -> note.id() == noteId).findFirst();
    }

    /** Everything stored for one ticket, hidden or not. */
    public synchronized List<Note> all(long ticketId) {
        return List.copyOf(of(ticketId));
    }

    private List<Note> of(long ticketId) {
        return byTicket.getOrDefault(ticketId, List.of());
    }

    /** Everything stored, hidden or not. */
    public synchronized List<Note> all() {
        return List.copyOf(notes);
    }
}
