package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowSource;
import io.resolutionflow.l1walk.walk.Walk.Call;
import io.resolutionflow.l1walk.walk.Walk.Closing;
import io.resolutionflow.l1walk.walk.Walk.Generation;
import io.resolutionflow.l1walk.walk.Walk.People;
import io.resolutionflow.l1walk.walk.Walk.Position;
import io.resolutionflow.l1walk.walk.Walk.PsaWriteback;
import io.resolutionflow.l1walk.walk.Walk.Times;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of {@code walk}. */
class WalkRows implements RowMapper<Walk> {

    private final JsonMapper json;

    WalkRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Walk mapRow(ResultSet rs, int number) throws SQLException {
        return new Walk(
                rs.getObject("id", UUID.class),
                WalkKind.of(rs.getString("session_kind")),
                WalkStatus.of(rs.getString("status")),
                call(rs),
                new TicketRef(
                        rs.getObject("internal_ticket_id", UUID.class),
                        rs.getString("psa_ticket_id"),
                        rs.getObject("psa_connection_id", UUID.class)),
                flow(rs, "account_flow_id", "library_flow_id"),
                rs.getString("flow_title"),
                rs.getObject("flow_proposal_id", UUID.class),
                new Position(rs.getString("current_node_id"), rs.getBoolean("loop_guarded")),
                json.readValue(rs.getString("walk_notes"), new TypeReference<List<Note>>() {}),
                rs.getInt("notes_version"),
                rs.getInt("version"),
                new Times(
                        rs.getTimestamp("started_at").toInstant(),
                        rs.getTimestamp("last_step_at").toInstant(),
                        instant(rs, "resolved_at"),
                        instant(rs, "escalated_at"),
                        instant(rs, "abandoned_at")),
                new People(
                        rs.getObject("created_by_id", UUID.class),
                        rs.getString("created_by_name"),
                        rs.getString("acting_as"),
                        rs.getObject("handled_by_id", UUID.class),
                        rs.getString("handled_by_name"),
                        rs.getTimestamp("handled_since").toInstant()),
                closing(rs),
                new PsaWriteback(
                        rs.getString("psa_state"),
                        rs.getString("psa_message"),
                        rs.getString("psa_external_id"),
                        instant(rs, "psa_at")),
                new Generation(
                        rs.getBoolean("awaiting_generation"),
                        rs.getObject("generation_lease", UUID.class),
                        instant(rs, "generation_lease_until")));
    }

    private static Call call(ResultSet rs) throws SQLException {
        BigDecimal score = rs.getBigDecimal("match_score");
        return new Call(
                rs.getString("problem_text"),
                rs.getString("category"),
                rs.getString("customer_name"),
                rs.getString("customer_contact"),
                rs.getObject("intake_id", UUID.class),
                score == null ? null : score.doubleValue());
    }

    private static Closing closing(ResultSet rs) throws SQLException {
        return new Closing(
                rs.getObject("helpful", Boolean.class),
                rs.getString("resolution_notes"),
                rs.getString("escalation_reason"),
                rs.getString("escalation_reason_category"),
                rs.getObject("handoff_id", UUID.class),
                rs.getBoolean("escalated_without_walk"));
    }

    static @Nullable FlowRef flow(ResultSet rs, String account, String library)
            throws SQLException {
        UUID own = rs.getObject(account, UUID.class);
        UUID shipped = rs.getObject(library, UUID.class);
        if (own != null) {
            return new FlowRef(FlowSource.ACCOUNT, own, rs.getInt("flow_version_no"));
        }
        return shipped == null
                ? null
                : new FlowRef(FlowSource.LIBRARY, shipped, rs.getInt("flow_version_no"));
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
