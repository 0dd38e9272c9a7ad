package io.resolutionflow.stack.simulator.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** All tickets of one provider and every change of status they went through. */
public final class TicketStore {

    private record Planned(long ticketId, Instant due, int statusId, Author author) {}

    private final Clock clock;
    private final TreeMap<Long, Ticket> tickets = new TreeMap<>();
    private final List<StatusChange> history = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();

    TicketStore(Clock clock) {
        this.clock = clock;
    }

    synchronized void refill(List<Ticket> seed) {
        tickets.clear();
        history.clear();
        planned.clear();
        seed.forEach(ticket -> tickets.put(ticket.id(), ticket));
    }

    /**
     * @throws IllegalArgumentException when the id is taken
     */
    public synchronized void add(Ticket ticket) {
        if (tickets.putIfAbsent(ticket.id(), ticket) != null) {
            throw new IllegalArgumentException("There is a ticket " + ticket.id() + " already.");
        }
    }

    /** Adds a ticket under the next id, whoever else adds one at the same moment. */
    public synchronized Ticket addNext(LongFunction<Ticket> made) {
        Ticket ticket = made.apply(tickets.isEmpty() ? 1 : tickets.lastKey() + 1);
        add(ticket);
        return ticket;
    }

    public synchronized Optional<Ticket> find(long id) {
        applyDue();
        return Optional.ofNullable(tickets.get(id));
    }

    public synchronized List<Ticket> all() {
        applyDue();
        return List.copyOf(tickets.values());
    }

    /**
     * Changes a ticket that exists, and writes history when its status is another one afterwards.
     */
    public synchronized Optional<Ticket> change(
            long id, UnaryOperator<Ticket> change, Author author) {
        applyDue();
        return change(id, change, author, clock.instant());
    }

    /** Lets the status change by itself later. */
    public synchronized void plan(long id, Instant due, int statusId, Author author) {
        planned.add(new Planned(id, due, statusId, author));
    }

    public synchronized List<StatusChange> history() {
        applyDue();
        return List.copyOf(history);
    }

    private Optional<Ticket> change(
            long id, UnaryOperator<Ticket> change, Author author, Instant at) {
        var before = tickets.get(id);
        if (before == null) {
            return Optional.empty();
        }
        var after = change.apply(before).touched(at, author.name());
        tickets.put(id, after);
        if (before.statusId() != after.statusId()) {
            history.add(
                    new StatusChange(
                            Long.toString(id),
                            at,
                            Integer.toString(before.statusId()),
                            Integer.toString(after.statusId()),
                            author.name(),
                            author.cause()));
        }
        return Optional.of(after);
    }

    private void applyDue() {
        if (planned.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var due = planned.stream().filter(plan -> !plan.due.isAfter(now)).toList();
        planned.removeAll(due);
        for (var plan : due) {
            change(
                    plan.ticketId,
                    ticket -> ticket.moved(ticket.boardId(), plan.statusId),
                    plan.author,
                    plan.due);
        }
    }
}
