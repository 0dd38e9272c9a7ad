package io.resolutionflow.psa.ticket;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.connection.ConnectionCalls;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connection.ReadProblems;
import io.resolutionflow.psa.connector.Excerpt;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaNote;
import io.resolutionflow.psa.connector.PsaTicket;
import io.resolutionflow.psa.connector.TicketPage;
import io.resolutionflow.psa.connector.TicketSearch;
import io.resolutionflow.psa.connector.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reading tickets live (contract-psa §4, §15). */
@Service
public class Tickets {

    private static final int DESCRIPTION = 20_000;
    private static final Duration LINK_CHECK = Duration.ofSeconds(2);

    private final ConnectionCalls calls;
    private final Duration answer;
    private final Clock clock;

    Tickets(ConnectionCalls calls, AddressSettings settings, Clock clock) {
        this.calls = calls;
        this.answer = settings.call().answer();
        this.clock = clock;
    }

    /**
     * Rows from any position: ticketing systems count in pages, and a client may ask for other
     * lengths as it goes on.
     *
     * @param from how many rows are passed over
     */
    public TicketPage search(PsaConnection connection, TicketSearch search, int from) {
        int first = from / search.limit() + 1;
        int within = from % search.limit();
        TicketPage page = page(connection, search.ofPage(first));
        if (within == 0) {
            return page;
        }
        List<PsaTicket> here = page.tickets();
        var rows = new ArrayList<>(here.subList(Math.min(within, here.size()), here.size()));
        if (!page.more()) {
            return new TicketPage(rows, false);
        }
        TicketPage next = page(connection, search.ofPage(first + 1));
        int rest = Math.min(within, next.tickets().size());
        rows.addAll(next.tickets().subList(0, rest));
        return new TicketPage(rows, next.more() || rest < next.tickets().size());
    }

    private TicketPage page(PsaConnection connection, TicketSearch search) {
        return calls.read(
                connection,
                "search",
                answer,
                (connector, access) -> connector.search(access, search));
    }

    public static TicketView view(PsaConnection connection, PsaTicket ticket) {
        return TicketView.of(connection.id(), ticket);
    }

    /**
     * @param notes how many of the newest notes to bring, 0–50
     */
    public TicketDetail detail(PsaConnection connection, String ticketId, int notes) {
        PsaTicket ticket =
                sameTicket(
                        ticketId,
                        calls.read(
                                connection,
                                "ticket",
                                answer,
                                (connector, access) -> connector.ticket(access, ticketId)));
        List<PsaNote> newest =
                notes == 0
                        ? List.of()
                        : calls.read(
                                connection,
                                "notes",
                                answer,
                                (connector, access) -> connector.notes(access, ticketId, notes));
        String description =
                ticket.description() == null ? opening(newest, notes) : ticket.description();
        return new TicketDetail(
                TicketView.of(connection.id(), ticket),
                description == null ? null : Excerpt.of(description, DESCRIPTION),
                newest.stream().map(TicketView.NoteView::of).toList(),
                clock.instant());
    }

    /**
     * A ticket a session or walk is about to be linked to; one try within two seconds, the caller
     * goes on without.
     */
    public TicketView forLink(PsaConnection connection, String ticketId) {
        try {
            PsaTicket ticket =
                    calls.call(
                            connection,
                            "ticket",
                            LINK_CHECK,
                            (connector, access) -> connector.ticket(access, ticketId));
            return TicketView.of(connection.id(), sameTicket(ticketId, ticket));
        } catch (PsaFailure e) {
            throw ReadProblems.of(e);
        }
    }

    /** Some systems keep what the customer first wrote as the first note, not in the ticket. */
    private static @Nullable String opening(List<PsaNote> newest, int asked) {
        boolean all = newest.size() < asked;
        return all && !newest.isEmpty() && newest.getLast().visibility() == Visibility.CUSTOMER
                ? newest.getLast().text()
                : null;
    }

    private static PsaTicket sameTicket(String asked, PsaTicket answered) {
        if (!answered.ticketId().equals(asked)) {
            throw DomainException.conflict(
                            "ticket_merged",
                            "This ticket was merged into " + answered.ticketNumber() + ".")
                    .with("merged_into", answered.ticketId());
        }
        return answered;
    }
}
