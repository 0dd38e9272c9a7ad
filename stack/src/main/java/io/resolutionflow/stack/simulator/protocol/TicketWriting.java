package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.desk.Author;
import io.resolutionflow.stack.simulator.desk.BoardStatus;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.Mode;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Changes a ticket, and lets the faults in that make a status not what the answer says. */
public final class TicketWriting {

    private static final Duration REVERTED_AFTER = Duration.ofSeconds(1);
    private static final String COLLEAGUE = "colleague";

    private final Desk desk;

    public TicketWriting(Desk desk) {
        this.desk = desk;
    }

    /** Returns the ticket as the answer is to show it, which may be a lie. */
    public Ticket write(
            Ticket before, UnaryOperator<Ticket> change, String author, CallFaults faults) {
        var wanted = change.apply(before);
        var statusChanges = wanted.statusId() != before.statusId();
        if (statusChanges && faults.take(Mode.SILENT_REJECT_STATUS).isPresent()) {
            return wanted.touched(desk.now(), author);
        }
        var stored = desk.tickets().change(before.id(), change, Author.api(author)).orElse(wanted);
        if (statusChanges) {
            faults.take(Mode.LATE_REVERT).ifPresent(fault -> revertLater(before, fault));
            faults.take(Mode.FOREIGN_CHANGE)
                    .ifPresent(fault -> changeElsewhere(before, wanted, fault));
        }
        return stored;
    }

    private void revertLater(Ticket before, Fault fault) {
        var due = desk.now().plus(fault.arguments().millis("ms", REVERTED_AFTER));
        var author = new Author("workflow-rule", fault.mode().wireName());
        desk.tickets().plan(before.id(), due, before.statusId(), author);
    }

    private void changeElsewhere(Ticket before, Ticket wanted, Fault fault) {
        var third = fault.arguments().number("status_id", thirdStatus(before, wanted));
        var author = new Author(COLLEAGUE, fault.mode().wireName());
        desk.tickets().change(before.id(), ticket -> ticket.moved(ticket.boardId(), third), author);
    }

    private int thirdStatus(Ticket before, Ticket wanted) {
        return desk.board(wanted.boardId()).orElseThrow().statuses().stream()
                .filter(status -> !status.inactive())
                .mapToInt(BoardStatus::id)
                .filter(id -> id != before.statusId() && id != wanted.statusId())
                .findFirst()
                .orElse(before.statusId());
    }
}
