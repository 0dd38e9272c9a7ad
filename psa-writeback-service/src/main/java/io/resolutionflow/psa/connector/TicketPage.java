package io.resolutionflow.psa.connector;

import java.util.List;

/** One page of found tickets, newest first. */
public record TicketPage(List<PsaTicket> tickets, boolean more) {

    public static final TicketPage EMPTY = new TicketPage(List.of(), false);

    public TicketPage {
        tickets = List.copyOf(tickets);
    }
}
