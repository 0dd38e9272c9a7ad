package io.resolutionflow.l1walk.walk;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The answers of walks; one that was taken back is marked, never deleted. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class WalkSteps {

    private final JdbcClient jdbc;

    WalkSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Answers that stand, and those taken back, each in order. */
    public record Paths(List<PathEntry> live, List<PathEntry> superseded) {}

    private record Row(PathEntry entry, boolean live) {}

    public Paths of(UUID walkId) {
        List<Row> rows =
                jdbc.sql(
                                "select * from walk_step where account_id = :account and walk_id = :walk order by seq")
                        .param("account", TenantContext.required())
                        .param("walk", walkId)
                        .query((rs, n) ->
                                new Row(entry(rs), rs.getTimestamp("superseded_at") == null))
                        .list();
        return new Paths(
                rows.stream().filter(Row::live).map(Row::entry).toList(),
                rows.stream().filter(row -> !row.live()).map(Row::entry).toList());
    }

    public List<PathEntry> live(UUID walkId) {
        return of(walkId).live();
    }

    /** Under the walk's row lock, so that {@code seq} is taken once. */
    public int nextSeq(UUID walkId) {
        return jdbc.sql(
                        "select coalesce(max(seq), 0) + 1 from walk_step where account_id = :account and walk_id = :walk")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .query(Integer.class)
                .single();
    }

    public void add(UUID walkId, PathEntry entry, long dwellMs) {
        jdbc.sql(
                        """
                        insert into walk_step (account_id, step_id, walk_id, seq, node_id, node_type, question, answer, answer_label, yes_label,
                            no_label, l1_note, flow_id, flow_version_no, frames, visit, origin, actor_id, actor_name, acting_as, answered_at, dwell_ms)
                        values (:account, :step, :walk, :seq, :node, :type, :question, :answer, :label, :yes, :no, :note, :flow, :version,
                            :frames, :visit, :origin, :actor, :actorName, :actingAs, :at, :dwell)
                        """)
                .param("account", TenantContext.required())
                .param("step", entry.stepId())
                .param("walk", walkId)
                .param("seq", entry.seq())
                .param("node", entry.nodeId())
                .param("type", entry.nodeType())
                .param("question", entry.question())
                .param("answer", entry.answer())
                .param("label", entry.answerLabel())
                .param("yes", entry.yesLabel())
                .param("no", entry.noLabel())
                .param("note", entry.l1Note())
                .param("flow", entry.flowId())
                .param("version", entry.flowVersionNo())
                .param("frames", entry.frames().toArray(UUID[]::new))
                .param("visit", entry.visit())
                .param("origin", entry.origin())
                .param("actor", entry.actorId())
                .param("actorName", entry.actorName())
                .param("actingAs", entry.actingAs())
                .param("at", Timestamp.from(entry.answeredAt()))
                .param("dwell", dwellMs)
                .update();
    }

    /** Takes back the live answers from one on. */
    public void supersedeFrom(UUID walkId, int seq, Instant at) {
        jdbc.sql(
                        "update walk_step set superseded_at = :at where account_id = :account and walk_id = :walk and seq >= :seq"
                                + " and superseded_at is null")
                .param("at", Timestamp.from(at))
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("seq", seq)
                .update();
    }

    private static PathEntry entry(ResultSet rs) throws SQLException {
        return new PathEntry(
                rs.getObject("step_id", UUID.class),
                rs.getInt("seq"),
                rs.getString("node_id"),
                rs.getString("node_type"),
                rs.getString("question"),
                rs.getString("answer"),
                rs.getString("answer_label"),
                rs.getString("yes_label"),
                rs.getString("no_label"),
                rs.getString("l1_note"),
                rs.getObject("flow_id", UUID.class),
                rs.getObject("flow_version_no", Integer.class),
                List.of((UUID[]) rs.getArray("frames").getArray()),
                rs.getInt("visit"),
                rs.getString("origin"),
                rs.getObject("actor_id", UUID.class),
                rs.getString("actor_name"),
                rs.getString("acting_as"),
                rs.getTimestamp("answered_at").toInstant());
    }
}
