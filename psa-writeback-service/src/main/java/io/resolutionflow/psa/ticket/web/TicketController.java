package io.resolutionflow.psa.ticket.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.PsaBoard;
import io.resolutionflow.psa.connector.PsaMember;
import io.resolutionflow.psa.connector.PsaStatus;
import io.resolutionflow.psa.connector.TicketPage;
import io.resolutionflow.psa.connector.TicketSearch;
import io.resolutionflow.psa.ticket.Kept;
import io.resolutionflow.psa.ticket.Lookups;
import io.resolutionflow.psa.ticket.OwnMember;
import io.resolutionflow.psa.ticket.TicketDetail;
import io.resolutionflow.psa.ticket.TicketView;
import io.resolutionflow.psa.ticket.Tickets;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tickets, boards, statuses and members of the connected system (contract-psa §4). */
@RestController
@RequestMapping("/api/v1/integrations/psa")
@Requires(Gate.ENGINEER_OR_L1)
class TicketController {

    private final Connections connections;
    private final Tickets tickets;
    private final Lookups lookups;
    private final OwnMember own;

    TicketController(Connections connections, Tickets tickets, Lookups lookups, OwnMember own) {
        this.connections = connections;
        this.tickets = tickets;
        this.lookups = lookups;
        this.own = own;
    }

    /** {@code email} is null for everybody but owners and admins. */
    record MemberView(String id, String name, @Nullable String email, boolean active) {}

    @GetMapping("/tickets/search")
    ResponseEntity<List<TicketView>> search(
            Caller caller,
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId,
            @RequestParam(required = false) @Nullable @Size(min = 2, max = 200) String q,
            @RequestParam(name = "board_id", required = false) @Nullable @Size(max = 64)
                    String boardId,
            @RequestParam(name = "status_id", required = false) @Nullable @Size(max = 64)
                    String statusId,
            @RequestParam(name = "assigned_to_me", defaultValue = "false") boolean assignedToMe,
            @RequestParam(name = "open_only", defaultValue = "true") boolean openOnly,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip) {
        String binding =
                String.join(
                        "|",
                        caller.account().toString(),
                        caller.userId().toString(),
                        "tickets",
                        String.valueOf(connectionId),
                        String.valueOf(q),
                        String.valueOf(boardId),
                        String.valueOf(statusId),
                        String.valueOf(assignedToMe),
                        String.valueOf(openOnly));
        PageQuery page = PageQuery.of(limit, cursor, skip, 25, 50, binding);
        PsaConnection connection = connections.chosen(connectionId);
        String owner = assignedToMe ? own.of(connection, caller).orElse(null) : null;
        if (assignedToMe && owner == null) {
            return ResponseEntity.ok(List.of());
        }
        // ticketing systems count rows: the cursor's time is how many were shown
        int from = page.after() == null ? page.skip() : (int) page.after().at().getEpochSecond();
        TicketPage found =
                tickets.search(
                        connection,
                        new TicketSearch(q, boardId, statusId, owner, openOnly, page.limit(), 1),
                        from);
        var rows = new ArrayList<TicketView>();
        found.tickets().forEach(ticket -> rows.add(Tickets.view(connection, ticket)));
        if (found.more() && rows.size() == page.limit()) {
            rows.add(rows.getLast());
        }
        return page.respond(
                rows,
                row ->
                        new Keyset(
                                Instant.ofEpochSecond((long) from + page.limit()), new UUID(0, 0)));
    }

    @GetMapping("/tickets/{ticketId}")
    TicketDetail one(
            @PathVariable String ticketId,
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId,
            @RequestParam(defaultValue = "20") @Min(0) @Max(50) int notes) {
        if (ticketId.length() > 64) {
            throw DomainException.invalid(
                    "ticket_id", "too_long", "This is not the id of a ticket.");
        }
        return tickets.detail(connections.chosen(connectionId), ticketId, notes);
    }

    @GetMapping("/boards")
    ResponseEntity<List<PsaBoard>> boards(
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId,
            @RequestParam(defaultValue = "false") boolean refresh) {
        return answer(lookups.boards(connections.chosen(connectionId), refresh));
    }

    @GetMapping("/boards/{boardId}/statuses")
    ResponseEntity<List<PsaStatus>> statuses(
            @PathVariable String boardId,
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId,
            @RequestParam(defaultValue = "false") boolean refresh) {
        PsaConnection connection = connections.chosen(connectionId);
        if (!connection.capabilities().statusList()) {
            // nothing to choose from: ids are typed
            return ResponseEntity.ok().header("RF-Status-List", "none").body(List.of());
        }
        return answer(lookups.statuses(connection, boardId, refresh));
    }

    @GetMapping("/members")
    ResponseEntity<List<MemberView>> members(
            Caller caller,
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId,
            @RequestParam(defaultValue = "false") boolean refresh,
            @RequestParam(required = false) @Nullable String q) {
        Kept<PsaMember> kept = lookups.members(connections.chosen(connectionId), refresh);
        String sought = q == null ? "" : q.toLowerCase(Locale.ROOT);
        List<MemberView> shown =
                kept.items().stream()
                        .filter(member -> member.name().toLowerCase(Locale.ROOT).contains(sought))
                        .map(member ->
                                new MemberView(
                                        member.id(),
                                        member.name(),
                                        caller.isOwnerOrAdmin() ? member.email() : null,
                                        member.active()))
                        .toList();
        return answer(new Kept<>(shown, kept.stale()));
    }

    private static <T> ResponseEntity<List<T>> answer(Kept<T> kept) {
        var answer = ResponseEntity.ok();
        return (kept.stale() ? answer.header("RF-Stale", "true") : answer).body(kept.items());
    }
}
