package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.proposal.FlowProposal.Evidence;
import io.resolutionflow.l1walk.proposal.FlowProposal.Review;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of {@code flow_proposal} and {@code proposal_evidence}. */
final class ProposalRows implements RowMapper<FlowProposal> {

    private final JsonMapper json;

    ProposalRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public FlowProposal mapRow(ResultSet rs, int number) throws SQLException {
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

    static Evidence evidence(ResultSet rs) throws SQLException {
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
}
