package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowSource;
import io.resolutionflow.l1walk.walk.Walk.Position;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Walks of the running account. Every change of one goes through its row lock. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class WalkRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final WalkRows rows;
    private final Clock clock;

    WalkRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = new WalkRows(json);
        this.clock = clock;
    }

    public Optional<Walk> find(UUID id) {
        return one("select * from walk where account_id = :account and id = :id", id);
    }

    /**
     * @throws DomainException 404 when absent or another account's
     */
    public Walk require(UUID id) {
        return find(id).orElseThrow(DomainException::notFound);
    }

    /** Takes the row lock until the transaction ends. */
    public Optional<Walk> findLocked(UUID id) {
        return one("select * from walk where account_id = :account and id = :id for update", id);
    }

    /**
     * @throws DomainException 404 when absent or another account's
     */
    public Walk lock(UUID id) {
        return findLocked(id).orElseThrow(DomainException::notFound);
    }

    private Optional<Walk> one(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("id", id)
                .query(rows)
                .optional();
    }

    public void add(Walk walk) {
        FlowRef flow = walk.flow();
        jdbc.sql(
                        """
                        insert into walk (account_id, id, session_kind, status, category, problem_text, customer_name, customer_contact,
                            intake_id, match_score, internal_ticket_id, psa_ticket_id, psa_connection_id, account_flow_id, library_flow_id,
                            flow_version_no, flow_title, flow_proposal_id, current_node_id, started_at, last_step_at, created_by_id, created_by_name, acting_as,
                            handled_by_id, handled_by_name, handled_since)
                        values (:account, :id, :kind, :status, :category, :problem, :customer, :contact, :intake, :score, :ticket, :psaTicket,
                            :psaConnection, :accountFlow, :libraryFlow, :flowVersion, :flowTitle, :proposal, :node, :at, :at, :by, :byName, :actingAs,
                            :by, :byName, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", walk.id())
                .param("kind", walk.kind().wireName())
                .param("status", walk.status().wireName())
                .param("category", walk.call().category())
                .param("problem", walk.call().problemText())
                .param("customer", walk.call().customerName())
                .param("contact", walk.call().customerContact())
                .param("intake", walk.call().intakeId())
                .param("score", walk.call().matchScore())
                .param("ticket", walk.ticket().internalId())
                .param("psaTicket", walk.ticket().psaTicketId())
                .param("psaConnection", walk.ticket().psaConnectionId())
                .param(
                        "accountFlow",
                        flow != null && flow.source() == FlowSource.ACCOUNT ? flow.flowId() : null)
                .param(
                        "libraryFlow",
                        flow != null && flow.source() == FlowSource.LIBRARY ? flow.flowId() : null)
                .param("flowVersion", flow == null ? null : flow.versionNo())
                .param("flowTitle", walk.flowTitle())
                .param("proposal", walk.proposalId())
                .param("node", walk.position().nodeId())
                .param("at", Timestamp.from(walk.times().startedAt()))
                .param("by", walk.people().createdById())
                .param("byName", walk.people().createdByName())
                .param("actingAs", walk.people().actingAs())
                .update();
    }

    /** Stands the walk somewhere else in its path; raises {@code version}. */
    public void move(UUID id, Position to, Instant at) {
        change(
                id,
                "current_node_id = :node, loop_guarded = :guarded, version = version + 1, last_step_at = :at",
                params("node", to.nodeId(), "guarded", to.loopGuarded(), "at", Timestamp.from(at)));
    }

    /** An answer is stored and its next node is owed; raises {@code version}. */
    public void await(UUID id, Instant at) {
        change(
                id,
                "current_node_id = null, awaiting_generation = true, version = version + 1, last_step_at = :at",
                params("at", Timestamp.from(at)));
    }

    public void leaseGeneration(UUID id, UUID lease, Instant until) {
        change(
                id,
                "generation_lease = :lease, generation_lease_until = :until, awaiting_generation = true, current_node_id = null",
                params("lease", lease, "until", Timestamp.from(until)));
    }

    public void releaseGeneration(UUID id) {
        change(id, "generation_lease = null, generation_lease_until = null", Map.of());
    }

    /** The generated node stands; raises {@code version} and ends the lease. */
    public void generated(UUID id, String nodeId, Instant at) {
        change(
                id,
                "current_node_id = :node, awaiting_generation = false, generation_lease = null, generation_lease_until = null,"
                        + " version = version + 1, last_step_at = :at",
                params("node", nodeId, "at", Timestamp.from(at)));
    }

    /** Saving notes moves {@code last_step_at}, not {@code version} (contract-l1 §4.5). */
    public void saveNotes(UUID id, List<Note> notes, Instant at) {
        change(
                id,
                "walk_notes = :notes::jsonb, notes_version = notes_version + 1, last_step_at = :at",
                params("notes", json.writeValueAsString(notes), "at", Timestamp.from(at)));
    }

    public void resolve(UUID id, boolean helpful, String notes, Instant at) {
        change(
                id,
                "status = 'resolved', helpful = :helpful, resolution_notes = :notes, resolved_at = :at, version = version + 1",
                params("helpful", helpful, "notes", notes, "at", Timestamp.from(at)));
    }

    public void escalate(
            UUID id,
            UUID handoffId,
            @Nullable String reason,
            String category,
            boolean withoutWalk,
            Instant at) {
        change(
                id,
                """
                status = 'escalated', handoff_id = :handoff, escalation_reason = :reason, escalation_reason_category = :category,
                escalated_without_walk = :without, escalated_at = :at, version = version + 1
                """,
                params(
                        "handoff",
                        handoffId,
                        "reason",
                        reason,
                        "category",
                        category,
                        "without",
                        withoutWalk,
                        "at",
                        Timestamp.from(at)));
    }

    public void abandon(UUID id, Instant at) {
        change(
                id,
                "status = 'abandoned', abandoned_at = :at, escalated_at = null, version = version + 1",
                params("at", Timestamp.from(at)));
    }

    /** Active again, after a cancelled hand-off; the handler stays. */
    public void reactivate(UUID id, Instant at) {
        change(
                id,
                """
                status = 'active', escalated_at = null, abandoned_at = null, handoff_id = null, escalation_reason = null,
                escalation_reason_category = null, last_step_at = :at, version = version + 1
                """,
                params("at", Timestamp.from(at)));
    }

    public void handle(UUID id, UUID by, String byName, Instant at) {
        change(
                id,
                "handled_by_id = :by, handled_by_name = :byName, handled_since = :at, version = version + 1",
                params("by", by, "byName", byName, "at", Timestamp.from(at)));
    }

    public void psaState(
            UUID id,
            String state,
            @Nullable String message,
            @Nullable String externalId,
            Instant at) {
        change(
                id,
                "psa_state = :state, psa_message = :message, psa_external_id = coalesce(:external, psa_external_id), psa_at = :at",
                params(
                        "state",
                        state,
                        "message",
                        message,
                        "external",
                        externalId,
                        "at",
                        Timestamp.from(at)));
    }

    public Optional<Walk> activeOnTicket(TicketRef ticket) {
        return jdbc.sql(
                        """
                        select * from walk where account_id = :account and status = 'active'
                           and internal_ticket_id is not distinct from :internal and psa_ticket_id is not distinct from :psa
                           and psa_connection_id is not distinct from :connection
                        """)
                .param("account", TenantContext.required())
                .param("internal", ticket.internalId(), java.sql.Types.OTHER)
                .param("psa", ticket.psaTicketId(), java.sql.Types.VARCHAR)
                .param("connection", ticket.psaConnectionId(), java.sql.Types.OTHER)
                .query(rows)
                .optional();
    }

    /** Whoever else counts or starts walks of this person waits for the end of the transaction. */
    public void countedAlone(UUID userId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:whose, 0))")
                .param("whose", "active walks " + TenantContext.required() + " " + userId)
                .query()
                .listOfRows();
    }

    public int activeHandledBy(UUID userId) {
        return jdbc.sql(
                        "select count(*) from walk where account_id = :account and handled_by_id = :user and status = 'active'")
                .param("account", TenantContext.required())
                .param("user", userId)
                .query(Integer.class)
                .single();
    }

    /**
     * Lists for {@link WalkLists}; the condition is that class's own text, its values are
     * parameters.
     */
    List<Walk> list(
            String condition, Map<String, Object> params, String order, int limit, int offset) {
        return jdbc.sql(
                        "select w.* from walk w where w.account_id = :account and "
                                + condition
                                + " order by "
                                + order
                                + " limit :limit offset :offset")
                .params(params)
                .param("account", TenantContext.required())
                .param("limit", limit)
                .param("offset", offset)
                .query(rows)
                .list();
    }

    private void change(UUID id, String assignments, Map<String, @Nullable Object> params) {
        int changed =
                jdbc.sql(
                                "update walk set "
                                        + assignments
                                        + " where account_id = :account and id = :id")
                        .params(params)
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .update();
        if (changed != 1) {
            throw new IllegalStateException(
                    "walk " + id + " vanished under its lock at " + clock.instant());
        }
    }

    private static Map<String, @Nullable Object> params(@Nullable Object... pairs) {
        var params = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            params.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return params;
    }
}
