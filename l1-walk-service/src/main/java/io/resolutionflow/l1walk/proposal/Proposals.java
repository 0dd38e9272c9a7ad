package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.proposal.FlowProposal.Evidence;
import io.resolutionflow.l1walk.proposal.FlowProposal.Review;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Proposals of the running account with their evidence. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Proposals {

    private static final String VALIDATED =
            "(p.helpful_count >= 1 and p.helpful_count > p.unhelpful_count)";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Proposals(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** All filters optional. */
    public record Filter(
            @Nullable String status,
            @Nullable String type,
            @Nullable String source,
            @Nullable String category,
            @Nullable Boolean validated,
            @Nullable String text) {}

    /** Newest first. */
    List<FlowProposal> list(Filter filter, PageQuery page) {
        var sql =
                new StringBuilder("select p.* from flow_proposal p where p.account_id = :account");
        Map<String, Object> params = new HashMap<>();
        and(sql, params, "status", filter.status(), "p.status = :status");
        and(sql, params, "type", filter.type(), "p.proposal_type = :type");
        and(sql, params, "source", filter.source(), "p.source = :source");
        and(sql, params, "category", filter.category(), "p.category = :category");
        and(sql, params, "validated", filter.validated(), VALIDATED + " = :validated");
        String text = filter.text();
        and(sql, params, "text", text == null ? null : like(text), "p.title ilike :text");
        var after = page.after();
        if (after != null) {
            sql.append(" and (p.created_at, p.id) < (:afterAt, :afterId)");
            params.put("afterAt", Timestamp.from(after.at()));
            params.put("afterId", after.id());
        }
        sql.append(" order by p.created_at desc, p.id desc limit :limit offset :skip");
        return jdbc.sql(sql.toString())
                .params(params)
                .param("account", TenantContext.required())
                .param("limit", page.fetch())
                .param("skip", page.skip())
                .query((rs, n) -> row(rs))
                .list();
    }

    public Optional<FlowProposal> find(UUID id) {
        return one("select * from flow_proposal where account_id = :account and id = :id", id);
    }

    /** Under its row lock. */
    public Optional<FlowProposal> lock(UUID id) {
        return one(
                "select * from flow_proposal where account_id = :account and id = :id for update",
                id);
    }

    private Optional<FlowProposal> one(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) -> row(rs))
                .optional();
    }

    /** The structure a walk of the proposal is pinned to. */
    public FlowContent structure(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no proposal " + id)).content();
    }

    public void add(
            FlowProposal proposal,
            String structureDigest,
            float @Nullable [] vector,
            @Nullable String model) {
        Target target = proposal.target();
        Ticket ticket = proposal.ticket();
        jdbc.sql(
                        """
                        insert into flow_proposal (account_id, id, proposal_type, status, source, source_session_id, l1_session_id, title, category,
                            content, match_keywords, target_flow_id, target_source, base_version_no, target_node_id, structure_digest, confidence,
                            embedding, embedding_model, linked_ticket_id, linked_ticket_kind, created_at)
                        values (:account, :id, :type, 'pending', :source, :session, :walk, :title, :category, :content::jsonb, :keywords, :target,
                            :targetSource, :base, :node, :digest, :confidence, :vector::vector, :model, :ticket, :ticketKind, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", proposal.id())
                .param("type", proposal.type())
                .param("source", proposal.source())
                .param("session", proposal.sourceSessionId())
                .param("walk", proposal.l1SessionId())
                .param("title", proposal.title())
                .param("category", proposal.content().category())
                .param("content", json.writeValueAsString(proposal.content()))
                .param("keywords", proposal.content().keywords().toArray(String[]::new))
                .param("target", target == null ? null : target.flowId())
                .param("targetSource", target == null ? null : target.source())
                .param("base", target == null ? null : target.versionNo())
                .param("node", target == null ? null : target.nodeId())
                .param("digest", structureDigest)
                .param("confidence", proposal.confidence())
                .param("vector", vector == null ? null : Arrays.toString(vector))
                .param("model", model)
                .param("ticket", ticket == null ? null : ticket.id())
                .param("ticketKind", ticket == null ? null : ticket.kind())
                .param("at", Timestamp.from(proposal.createdAt()))
                .update();
    }

    /**
     * @return false when this walk or session is evidence of it already
     */
    public boolean addEvidence(UUID proposal, Evidence evidence) {
        return jdbc.sql(
                                """
                                insert into proposal_evidence (account_id, id, proposal_id, kind, l1_session_id, source_session_id, node_id, note,
                                                               author_id, author_name, created_at)
                                values (:account, :id, :proposal, :kind, :walk, :session, :node, :note, :author, :authorName, :at)
                                on conflict do nothing
                                """)
                        .param("account", TenantContext.required())
                        .param("id", evidence.id())
                        .param("proposal", proposal)
                        .param("kind", evidence.kind())
                        .param("walk", evidence.l1SessionId())
                        .param("session", evidence.sourceSessionId())
                        .param("node", evidence.nodeId())
                        .param("note", evidence.note())
                        .param("author", evidence.authorId())
                        .param("authorName", evidence.authorName())
                        .param("at", Timestamp.from(evidence.createdAt()))
                        .update()
                == 1;
    }

    public void count(UUID proposal, boolean helpful) {
        String column = helpful ? "helpful_count" : "unhelpful_count";
        jdbc.sql(
                        "update flow_proposal set %1$s = %1$s + 1 where account_id = :account and id = :id"
                                .formatted(column))
                .param("account", TenantContext.required())
                .param("id", proposal)
                .update();
    }

    Map<UUID, List<Evidence>> evidence(List<UUID> proposals) {
        var found = new HashMap<UUID, List<Evidence>>();
        if (proposals.isEmpty()) {
            return found;
        }
        jdbc.sql(
                        "select * from proposal_evidence where account_id = :account and proposal_id in (:ids) order by created_at, id")
                .param("account", TenantContext.required())
                .param("ids", proposals)
                .query((rs, n) ->
                        found.computeIfAbsent(
                                        rs.getObject("proposal_id", UUID.class),
                                        id -> new ArrayList<>())
                                .add(evidence(rs)))
                .list();
        return found;
    }

    /** A pending proposal of the same change to the same version of a flow. */
    public Optional<UUID> pendingEnhancement(Target target) {
        return jdbc.sql(
                        """
                        select id from flow_proposal where account_id = :account and status = 'pending' and proposal_type = 'enhancement'
                           and target_flow_id = :flow and base_version_no = :version and target_node_id is not distinct from :node
                         order by created_at limit 1
                        """)
                .param("account", TenantContext.required())
                .param("flow", target.flowId())
                .param("version", target.versionNo())
                .param("node", target.nodeId(), java.sql.Types.VARCHAR)
                .query(UUID.class)
                .optional();
    }

    /**
     * @param cosine 1 for the same structure
     */
    public record Similar(UUID proposalId, String status, double cosine) {}

    /** Pending ones, and those rejected in the last 90 days, most alike first. */
    public List<Similar> similar(
            String structureDigest,
            String category,
            float @Nullable [] vector,
            @Nullable String model) {
        var found =
                new ArrayList<>(
                        jdbc.sql(
                                        """
                                        select id as proposal_id, status, 1.0 as cosine from flow_proposal
                                         where account_id = :account and structure_digest = :digest
                                           and (status = 'pending' or (status = 'rejected' and reviewed_at > now() - interval '90 days'))
                                         order by created_at
                                        """)
                                .param("account", TenantContext.required())
                                .param("digest", structureDigest)
                                .query(Similar.class)
                                .list());
        if (vector != null) {
            found.addAll(
                    jdbc.sql(
                                    "select * from similar_proposals(:vector::vector, :model, :category, 5)")
                            .param("vector", Arrays.toString(vector))
                            .param("model", model)
                            .param("category", category)
                            .query(Similar.class)
                            .list());
        }
        return found;
    }

    /** Two jobs that learn the same at once are taken one after the other. */
    public void serialise(String category) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "l1_proposals:" + TenantContext.required() + ":" + category)
                .query()
                .listOfRows();
    }

    void close(UUID id, String status, Review review) {
        jdbc.sql(
                        """
                        update flow_proposal set status = :status, reviewed_by_id = :by, reviewed_by_name = :byName, reviewed_at = :at,
                               review_note = :note, flow_id = :flow, flow_version_no = :flowVersion, version = version + 1
                         where account_id = :account and id = :id
                        """)
                .param("status", status)
                .param("by", review.byId())
                .param("byName", review.byName())
                .param("at", Timestamp.from(review.at()))
                .param("note", review.note())
                .param("flow", review.flowId())
                .param("flowVersion", review.flowVersionNo())
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    /** Counts of one column's values; the column is this class's own name. */
    Map<String, Long> counts(String column) {
        var counts = new HashMap<String, Long>();
        jdbc.sql(
                        "select %1$s as key, count(*) as amount from flow_proposal where account_id = :account group by %1$s"
                                .formatted(column))
                .param("account", TenantContext.required())
                .query((rs, n) -> counts.put(rs.getString("key"), rs.getLong("amount")))
                .list();
        return counts;
    }

    record Pending(long validated, @Nullable Timestamp oldest) {}

    Pending pending() {
        return jdbc.sql(
                        "select count(*) filter (where "
                                + VALIDATED
                                + ") as validated, min(p.created_at) as oldest from flow_proposal p"
                                + " where p.account_id = :account and p.status = 'pending'")
                .param("account", TenantContext.required())
                .query((rs, n) -> new Pending(rs.getLong("validated"), rs.getTimestamp("oldest")))
                .single();
    }

    private FlowProposal row(ResultSet rs) throws SQLException {
        UUID target = rs.getObject("target_flow_id", UUID.class);
        String ticket = rs.getString("linked_ticket_id");
        BigDecimal confidence = rs.getBigDecimal("confidence");
        Timestamp reviewed = rs.getTimestamp("reviewed_at");
        return new FlowProposal(
                rs.getObject("id", UUID.class),
                rs.getString("proposal_type"),
                rs.getString("status"),
                rs.getString("source"),
                rs.getObject("source_session_id", UUID.class),
                rs.getObject("l1_session_id", UUID.class),
                rs.getString("title"),
                json.readValue(rs.getString("content"), FlowContent.class),
                target == null
                        ? null
                        : new Target(
                                target,
                                rs.getString("target_source"),
                                rs.getInt("base_version_no"),
                                rs.getString("target_node_id")),
                confidence == null ? null : confidence.doubleValue(),
                rs.getInt("helpful_count"),
                rs.getInt("unhelpful_count"),
                ticket == null ? null : new Ticket(ticket, rs.getString("linked_ticket_kind")),
                rs.getInt("version"),
                reviewed == null
                        ? null
                        : new Review(
                                rs.getObject("reviewed_by_id", UUID.class),
                                rs.getString("reviewed_by_name"),
                                reviewed.toInstant(),
                                rs.getString("review_note"),
                                rs.getObject("flow_id", UUID.class),
                                rs.getObject("flow_version_no", Integer.class)),
                rs.getTimestamp("created_at").toInstant());
    }

    private static Evidence evidence(ResultSet rs) throws SQLException {
        return new Evidence(
                rs.getObject("id", UUID.class),
                rs.getString("kind"),
                rs.getObject("l1_session_id", UUID.class),
                rs.getObject("source_session_id", UUID.class),
                rs.getString("node_id"),
                rs.getString("note"),
                rs.getObject("author_id", UUID.class),
                rs.getString("author_name"),
                rs.getTimestamp("created_at").toInstant());
    }

    private static void and(
            StringBuilder sql,
            Map<String, Object> params,
            String name,
            @Nullable Object value,
            String condition) {
        if (value != null) {
            sql.append(" and ").append(condition);
            params.put(name, value);
        }
    }

    private static String like(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
