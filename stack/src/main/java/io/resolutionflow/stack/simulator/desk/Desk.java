package io.resolutionflow.stack.simulator.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One provider's whole state, in memory only. */
public final class Desk {

    private final DeskSeed seed;
    private final Clock clock;
    private final TicketStore tickets;
    private final NoteStore notes;
    private final Counters counters = new Counters();

    public Desk(DeskSeed seed, Clock clock) {
        this.seed = seed;
        this.clock = clock;
        this.tickets = new TicketStore(clock);
        this.notes = new NoteStore(clock);
        reset();
    }

    public void reset() {
        tickets.refill(seed.tickets());
        notes.refill(seed.notes());
        counters.reset();
    }

    public TicketStore tickets() {
        return tickets;
    }

    public NoteStore notes() {
        return notes;
    }

    public Counters counters() {
        return counters;
    }

    public List<Board> boards() {
        return seed.boards();
    }

    public Optional<Board> board(int id) {
        return boards().stream().filter(board -> board.id() == id).findFirst();
    }

    public List<Member> members() {
        return seed.members();
    }

    public Optional<Member> member(int id) {
        return members().stream().filter(member -> member.id() == id).findFirst();
    }

    public Instant now() {
        return clock.instant();
    }

    /** The status of a ticket; boards and tickets of a desk always fit each other. */
    public BoardStatus status(Ticket ticket) {
        return board(ticket.boardId())
                .flatMap(board -> board.status(ticket.statusId()))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "ticket " + ticket.id() + " has a status of no board"));
    }

    public Counters.Figures figures() {
        var written = notes.all().stream().filter(note -> !note.seeded()).count();
        return counters.figures(written, tickets.history().size());
    }
}
