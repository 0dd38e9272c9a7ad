package io.resolutionflow.l1walk.desk;

import io.resolutionflow.l1walk.ticket.InternalTicket;
import io.resolutionflow.l1walk.ticket.InternalTickets;
import io.resolutionflow.l1walk.ticket.TicketStatus;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The queue of internal tickets, and closing one that needs no walk. */
@Service
@Transactional
public class TicketDesk {

    private static final String ROWS =
            """
            select t.*, w.id as walk_id, w.session_kind, w.status as walk_status, w.handled_by_name
              from internal_ticket t
              left join lateral (select w.* from walk w
                                  where w.account_id = t.account_id and w.internal_ticket_id = t.id
                                  order by w.started_at desc, w.id desc limit 1) w on true
             where t.account_id = :account
            """;

    private final JdbcClient jdbc;
    private final InternalTickets tickets;
    private final AuditLog audit;

    TicketDesk(JdbcClient jdbc, InternalTickets tickets, AuditLog audit) {
        this.jdbc = jdbc;
        this.tickets = tickets;
        this.audit = audit;
    }

    /** Newest first. */
    public List<TicketRow> queue(@Nullable String status, PageQuery page) {
        var after = page.after();
        return jdbc.sql(
                        ROWS
                                + """
                                   and (:status::text is null or t.status = :status)
                                   and (:at::timestamptz is null or (t.created_at, t.id) < (:at::timestamptz, :after::uuid))
                                 order by t.created_at desc, t.id desc limit :limit offset :skip
                                """)
                .param("account", TenantContext.required())
                .param("status", status, Types.VARCHAR)
                .param("at", after == null ? null : Timestamp.from(after.at()), Types.TIMESTAMP)
                .param("after", after == null ? null : after.id().toString(), Types.VARCHAR)
                .param("limit", page.fetch())
                .param("skip", page.skip())
                .query((rs, n) -> row(rs))
                .list();
    }

    /**
     * @throws DomainException 404 when absent or another account's
     */
    public TicketDetail ticket(UUID id) {
        InternalTicket ticket = tickets.find(id).orElseThrow(DomainException::notFound);
        return TicketDetail.of(
                row(id),
                ticket.customerContact(),
                ticket.resolutionNotes(),
                sessions(id),
                ticket.createdByName());
    }

    /**
     * @throws DomainException 404; 409 {@code ticket_not_open}
     */
    public TicketRow close(UUID id, String notes, WalkActor actor) {
        InternalTicket ticket = tickets.find(id).orElseThrow(DomainException::notFound);
        if (ticket.status() != TicketStatus.OPEN
                || !tickets.move(id, TicketStatus.RESOLVED, notes)) {
            throw DomainException.conflict(
                    "ticket_not_open", "Only an open ticket can be closed without a walk.");
        }
        audit.record(actor.audit(), "l1.ticket.close", "ticket", id, "open", "resolved", Map.of());
        return row(id);
    }

    private TicketRow row(UUID id) {
        return jdbc.sql(ROWS + " and t.id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) -> row(rs))
                .single();
    }

    private List<TicketDetail.Session> sessions(UUID ticket) {
        return jdbc.sql(
                        """
                        select id, session_kind, status, flow_title, handled_by_name, started_at from walk
                         where account_id = :account and internal_ticket_id = :ticket order by started_at desc, id desc
                        """)
                .param("account", TenantContext.required())
                .param("ticket", ticket)
                .query((rs, n) ->
                        new TicketDetail.Session(
                                rs.getObject("id", UUID.class),
                                rs.getString("session_kind"),
                                rs.getString("status"),
                                rs.getString("flow_title"),
                                rs.getString("handled_by_name"),
                                rs.getTimestamp("started_at").toInstant()))
                .list();
    }

    private static TicketRow row(ResultSet rs) throws SQLException {
        return new TicketRow(
                rs.getString("id"),
                "internal",
                rs.getString("problem_statement"),
                rs.getString("customer_name"),
                rs.getString("status"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getString("category"),
                rs.getObject("walk_id", UUID.class),
                rs.getString("session_kind"),
                rs.getString("walk_status"),
                rs.getString("handled_by_name"),
                rs.getTimestamp("updated_at").toInstant());
    }
}
