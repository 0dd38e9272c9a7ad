package io.resolutionflow.session.lifecycle;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.Participants;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Titles;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.session.Trigger;
import io.resolutionflow.session.ticket.TicketDirectory;
import io.resolutionflow.session.upload.Attachments;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every beginning shares: the ticket is asked for first, then all is stored at once. */
@Component
class SessionOpening {

    private final AiSessions sessions;
    private final Participants participants;
    private final Transitions transitions;
    private final SessionEvents events;
    private final TicketDirectory tickets;
    private final Attachments uploads;
    private final Clock clock;

    SessionOpening(
            AiSessions sessions,
            Participants participants,
            Transitions transitions,
            SessionEvents events,
            TicketDirectory tickets,
            Attachments uploads,
            Clock clock) {
        this.sessions = sessions;
        this.participants = participants;
        this.transitions = transitions;
        this.events = events;
        this.tickets = tickets;
        this.uploads = uploads;
        this.clock = clock;
    }

    record Request(
            String intakeType,
            IntakeContent intake,
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId,
            @Nullable String title,
            boolean allowOffline) {}

    /** What others know about the case. */
    record Prepared(TicketLink ticket, Triage triage) {}

    /**
     * With no transaction open.
     *
     * @throws DomainException 404 {@code psa_connection_not_found}, {@code psa_ticket_not_found},
     *     {@code upload_not_found}; 422 {@code connection_required}; 409 {@code ticket_merged}
     */
    Prepared prepare(Actor owner, Request request) {
        uploads.check(owner, null, request.intake().uploadIds());
        TicketLink ticket =
                request.psaTicketId() == null
                        ? TicketLink.NONE
                        : link(request.psaTicketId(), request.psaConnectionId());
        return new Prepared(ticket, triage(request.intake(), ticket));
    }

    /**
     * Stores it with everything that begins with it, but for {@code session.started}, which is told
     * when it is complete.
     */
    AiSession store(UUID id, String type, Actor owner, Request request, Prepared prepared) {
        Instant now = clock.instant();
        String given =
                request.title() == null || request.title().isBlank()
                        ? null
                        : request.title().strip();
        var session =
                new AiSession(
                        new AiSession.Beginning(
                                id,
                                TenantContext.required(),
                                owner,
                                type,
                                request.intakeType(),
                                request.intake(),
                                given == null ? Titles.automatic(request.intake().text()) : given,
                                given == null,
                                prepared.triage(),
                                prepared.ticket(),
                                now));
        sessions.add(session);
        participants.begin(session, null, now);
        uploads.link(session, owner, request.intake().uploadIds());
        transitions.record(
                session,
                Transitions.Entry.of(Trigger.CREATE, null, SessionStatus.ACTIVE, owner, now));
        return session;
    }

    void told(AiSession session, Actor owner) {
        events.started(session, owner, null, clock.instant());
    }

    /**
     * The ticketing system being away stops nobody from beginning; a write-back checks the link
     * again.
     */
    private TicketLink link(String ticketId, @Nullable UUID connectionId) {
        TicketDirectory.Checked checked;
        try {
            checked = tickets.check(connectionId, ticketId);
        } catch (DomainException no) {
            if (!no.code().equals("psa_not_configured")) {
                throw no;
            }
            checked = new TicketDirectory.Checked.Impossible();
        }
        return switch (checked) {
            case TicketDirectory.Checked.Verified(
                            UUID connection,
                            Map<String, @Nullable Object> data) ->
                    new TicketLink(ticketId, connection, null, data, "ok");
            case TicketDirectory.Checked.Silent _ when connectionId != null ->
                    new TicketLink(ticketId, connectionId, null, null, "unavailable");
            case TicketDirectory.Checked.Silent _ ->
                    new TicketLink(ticketId, null, null, null, "unverified");
            case TicketDirectory.Checked.Impossible _ ->
                    new TicketLink(ticketId, connectionId, null, null, "unverified");
        };
    }

    private static Triage triage(IntakeContent intake, TicketLink ticket) {
        var sources = new HashMap<String, String>();
        String client = blankToNull(intake.clientName());
        Object company = ticket.data() == null ? null : ticket.data().get("company_name");
        if (client != null) {
            sources.put("client_name", "engineer");
        } else if (company != null) {
            client = company.toString();
            sources.put("client_name", "ticket");
        }
        String asset = blankToNull(intake.assetName());
        if (asset != null) {
            sources.put("asset_name", "engineer");
        }
        return new Triage(client, asset, null, null, List.of(), sources, 0);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
