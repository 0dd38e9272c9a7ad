package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.Assessment;
import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.handoff.handoff.Card;
import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.Origin;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.Request;
import io.resolutionflow.handoff.handoff.SourceKind;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.handoff.handoff.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of table {@code handoff}. */
@Component
class HandoffRows implements RowMapper<Handoff> {

    private final JsonMapper json;

    HandoffRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Handoff mapRow(ResultSet row, int n) throws SQLException {
        return new Handoff(uuid(row, "id"), request(row), state(row), assessment(row), card(row));
    }

    private Request request(ResultSet row) throws SQLException {
        String snapshot = row.getString("snapshot");
        return new Request(
                WireName.required(SourceKind.class, row.getString("source_kind")),
                uuid(row, "source_id"),
                maybeUuid(row, "walk_id"),
                WireName.required(Intent.class, row.getString("intent")),
                WireName.required(Origin.class, row.getString("origin")),
                row.getString("reason"),
                row.getString("reason_category"),
                row.getString("engineer_notes"),
                new Person(uuid(row, "handed_off_by"), row.getString("handed_off_by_name")),
                row.getString("acting_as"),
                maybeUuid(row, "team_id"),
                snapshot == null ? json.nullNode() : json.readTree(snapshot),
                row.getLong("source_seq"),
                Objects.requireNonNull(instant(row, "created_at")));
    }

    private static HandoffState state(ResultSet row) throws SQLException {
        String closedReason = row.getString("closed_reason");
        return new HandoffState(
                WireName.required(Status.class, row.getString("status")),
                Priority.values()[row.getInt("priority")],
                maybeUuid(row, "session_id"),
                person(row, "target_user_id", "target_user_name"),
                person(row, "claimed_by", "claimed_by_name"),
                instant(row, "claimed_at"),
                row.getInt("claim_epoch"),
                row.getInt("release_count"),
                instant(row, "released_at"),
                maybeUuid(row, "package_writeback_id"),
                row.getString("session_status"),
                instant(row, "closed_at"),
                closedReason == null ? null : WireName.required(CloseReason.class, closedReason),
                row.getInt("version"),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private Assessment assessment(ResultSet row) throws SQLException {
        String data = row.getString("ai_assessment_data");
        JsonNode parsed = data == null ? null : json.readTree(data);
        return new Assessment(
                WireName.required(AssessmentState.class, row.getString("assessment_state")),
                row.getString("assessment_error"),
                row.getString("ai_assessment"),
                parsed,
                row.getInt("assessment_generation"));
    }

    private Card card(ResultSet row) throws SQLException {
        return json.readValue(row.getString("card"), Card.class);
    }

    private static @Nullable Person person(ResultSet row, String id, String name)
            throws SQLException {
        UUID person = maybeUuid(row, id);
        return person == null ? null : new Person(person, row.getString(name));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable UUID maybeUuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
