package io.resolutionflow.stack.simulator.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All notes of one provider. */
public final class NoteStore {

    private final Clock clock;
    private final List<Note> notes = new ArrayList<>();
    private long lastId;

    NoteStore(Clock clock) {
        this.clock = clock;
    }

    synchronized void refill(List<Note> seed) {
        notes.clear();
        notes.addAll(seed);
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
        notes.add(stored);
        return stored;
    }

    /** What a client may see now, oldest first. */
    public synchronized List<Note> visible(long ticketId) {
        return visible().stream().filter(note -> note.ticketId() == ticketId).toList();
    }

    public synchronized List<Note> visible() {
        var now = clock.instant();
        return notes.stream()
                .filter(note -> !note.visibleAt().isAfter(now))
                .sorted(Comparator.comparingLong(Note::id))
                .toList();
    }

    public Optional<Note> visible(long ticketId, long noteId) {
        return visible(ticketId).stream().filter(note -> note.id() == noteId).findFirst();
    }

    /** Everything stored, hidden or not. */
    public synchronized List<Note> all() {
        return List.copyOf(notes);
    }
}
