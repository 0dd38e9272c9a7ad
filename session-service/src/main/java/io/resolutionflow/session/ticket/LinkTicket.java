package io.resolutionflow.session.ticket;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.TicketLink;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Gives a session its ticket (contract-sessions §4.1). */
@Service
public class LinkTicket {

    private static final int RETRY_SECONDS = 5;

    private final SessionGuard guard;
    private final TicketDirectory tickets;
    private final SessionEvents events;
    private final AuditLog audit;
    private final Clock clock;

    LinkTicket(
            SessionGuard guard,
            TicketDirectory tickets,
            SessionEvents events,
            AuditLog audit,
            Clock clock) {
        this.guard = guard;
        this.tickets = tickets;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param shown what the caller wants to see of the session afterwards, read in the same
     *     transaction
     * @throws DomainException 409 {@code ticket_already_posted}, 503 {@code service_unavailable},
     *     and those of {@link TicketDirectory}
     */
    public <T> T link(
            Actor actor,
            UUID sessionId,
            String ticketId,
            @Nullable UUID connectionId,
            Function<AiSession, T> shown) {
        guard.readingAsHandler(actor, sessionId, session -> checkMayLink(session, ticketId));
        TicketLink link = checked(ticketId, connectionId);
        return guard.asHandler(
                actor,
                sessionId,
                session -> {
                    checkMayLink(session, ticketId);
                    String previous = session.ticket().psaTicketId();
                    session.linkTicket(
                            new TicketLink(
                                    link.psaTicketId(),
                                    link.psaConnectionId(),
                                    session.ticket().internalTicketId(),
                                    link.data(),
                                    link.fetchStatus()),
                            clock.instant());
                    events.ticketLinked(session, actor, previous, clock.instant());
                    audit.record(
                            actor.forAudit(),
                            "session.link_ticket",
                            "ai_session",
                            session.id(),
                            previous,
                            ticketId,
                            Map.of("ticket_id", ticketId));
                    return shown.apply(session);
                });
    }

    private TicketLink checked(String ticketId, @Nullable UUID connectionId) {
        return switch (tickets.check(connectionId, ticketId)) {
            case TicketDirectory.Checked.Verified(
                            UUID connection,
                            Map<String, @Nullable Object> data) ->
                    new TicketLink(ticketId, connection, null, data, "ok");
            case TicketDirectory.Checked.Silent _ ->
                    new TicketLink(
                            ticketId,
                            connectionId,
                            null,
                            null,
                            connectionId == null ? "unverified" : "unavailable");
            case TicketDirectory.Checked.Impossible _ ->
                    throw DomainException.unavailable(
                            "The ticket cannot be checked right now. Try again.", RETRY_SECONDS);
        };
    }

    private static boolean checkMayLink(AiSession session, String ticketId) {
        Refusals.requireOpen(session);
        boolean posted =
                session.resolutionNote().isInTicket() || session.escalationPackage().isInTicket();
        if (posted && !Objects.equals(session.ticket().psaTicketId(), ticketId)) {
            throw DomainException.conflict(
                    "ticket_already_posted",
                    "A note of this session is in another ticket already, so it stays with that one.");
        }
        return true;
    }
}
