package io.resolutionflow.stack.simulator.desk;

import java.util.List;

/** What a desk holds at start and after every reset. */
public record DeskSeed(
        List<Board> boards, List<Member> members, List<Ticket> tickets, List<Note> notes) {

    public DeskSeed {
        boards = List.copyOf(boards);
        members = List.copyOf(members);
        tickets = List.copyOf(tickets);
        notes = List.copyOf(notes);
    }
}
