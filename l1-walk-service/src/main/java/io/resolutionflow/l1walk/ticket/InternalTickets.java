package io.resolutionflow.l1walk.ticket;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Internal tickets of the running account. Every move is one conditional update: of two at once,
 * one wins.
 */
@Repository
public class InternalTickets {

    private final JdbcClient jdbc;
    private final Clock clock;

    InternalTickets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(InternalTicket ticket) {
        jdbc.sql(
                        """
                        insert into internal_ticket (account_id, id, problem_statement, customer_name, customer_contact, category, status,
                                                     created_by_id, created_by_name, created_at, updated_at)
                        values (:account, :id, :problem, :customer, :contact, :category, :status, :by, :byName, :at, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", ticket.id())
                .param("problem", ticket.problemStatement())
                .param("customer", ticket.customerName())
                .param("contact", ticket.customerContact())
                .param("category", ticket.category())
                .param("status", ticket.status().wireName())
                .param("by", ticket.createdById())
                .param("byName", ticket.createdByName())
                .param("at", Timestamp.from(ticket.createdAt()))
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<InternalTicket> find(UUID id) {
        return jdbc.sql("select * from internal_ticket where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) -> row(rs))
                .optional();
    }

    /**
     * @return false when the ticket is not in a state this one may follow
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean move(UUID id, TicketStatus to) {
        return move(id, to, null);
    }

    /** Moves and, with notes, keeps how it was resolved. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean move(UUID id, TicketStatus to, @Nullable String resolutionNotes) {
        return jdbc.sql(
                                """
                                update internal_ticket set status = :to, resolution_notes = coalesce(:notes, resolution_notes), updated_at = :at
                                 where account_id = :account and id = :id and status in (:from)
                                """)
                        .param("to", to.wireName())
                        .param("notes", resolutionNotes)
                        .param("at", Timestamp.from(clock.instant()))
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .param("from", to.from().stream().map(TicketStatus::wireName).toList())
                        .update()
                == 1;
    }

    /** The category of a ticket that had none before its walk. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void categorise(UUID id, @Nullable String category) {
        jdbc.sql(
                        "update internal_ticket set category = coalesce(category, :category) where account_id = :account and id = :id")
                .param("category", category)
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    private static InternalTicket row(ResultSet rs) throws SQLException {
        return new InternalTicket(
                rs.getObject("id", UUID.class),
                rs.getString("problem_statement"),
                rs.getString("customer_name"),
                rs.getString("customer_contact"),
                rs.getString("category"),
                TicketStatus.of(rs.getString("status")),
                rs.getString("resolution_notes"),
                rs.getObject("created_by_id", UUID.class),
                rs.getString("created_by_name"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }
}
