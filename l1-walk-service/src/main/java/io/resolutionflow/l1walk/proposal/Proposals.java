package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.proposal.FlowProposal.Evidence;
import io.resolutionflow.l1walk.proposal.FlowProposal.Review;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import io.resolutionflow.platform.tenancy.TenantContext;
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

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ProposalRows rows;

    Proposals(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = new ProposalRows(json);
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
                .query(rows)
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
                                .add(ProposalRows.evidence(rs)))
                .list();
        return found;
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
}
