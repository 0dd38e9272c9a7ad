package io.resolutionflow.handoff.queue.persistence;

import io.resolutionflow.handoff.handoff.Card;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.handoff.queue.QueueFilter;
import io.resolutionflow.handoff.queue.QueueItem;
import io.resolutionflow.handoff.queue.QueuePlace;
import io.resolutionflow.handoff.queue.QueueRows;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads table {@code handoff} as queue cards; never its snapshots, which are large. */
@Repository
class QueueTable implements QueueRows {

    /** Text is looked for among the account's live rows only, so no text index is needed. */
    private static final String FILTER =
            """
            account_id = :account and status = any (:statuses)
            and (:intent::text is null or intent = :intent)
            and (:source::text is null or source_kind = :source)
            and (:team::uuid is null or team_id = :team::uuid or team_id is null)
            and (:target::uuid is null or target_user_id = :target::uuid)
            and (:exceptOf::uuid is null or handed_off_by <> :exceptOf::uuid)
            and (:part::text is null or concat_ws(E'\\n', card ->> 'title', card ->> 'problem_summary', card ->> 'client_name', reason,
                                                  psa_ticket_id, internal_ticket_id::text) ilike :part)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    QueueTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public List<QueueItem> page(
            QueueFilter filter, @Nullable QueuePlace after, int skip, int fetch) {
        return filtered(
                        """
                        select id, source_kind, source_id, session_id, walk_id, intent, origin, status, priority, card, reason, reason_category, team_id,
                               psa_connection_id, psa_ticket_id, internal_ticket_id, handed_off_by, handed_off_by_name, target_user_id,
                               target_user_name, claimed_by, claimed_by_name, claimed_at, assessment_state,
                               ai_assessment_data is not null as has_assessment, release_count, version, created_at,
                               floor(extract(epoch from now() - coalesce(released_at, created_at)))::bigint as waiting_seconds
                          from handoff where
                        """
                                + FILTER
                                + """
                                   and (:first or priority < :priority
                                        or (priority = :priority and (created_at, id) > (:at::timestamptz, :id::uuid)))
                                 order by priority desc, created_at, id offset :skip limit :fetch
                                """,
                        filter,
                        filter.statuses())
                .param("first", after == null)
                .param("priority", after == null ? 0 : after.priority())
                .param("at", after == null ? null : Timestamp.from(after.createdAt()))
                .param("id", after == null ? null : after.id())
                .param("skip", skip)
                .param("fetch", fetch)
                .query((row, n) -> item(row, filter.reader()))
                .list();
    }

    @Override
    public long countOpen(QueueFilter filter) {
        return filtered(
                        "select count(*) from handoff where " + FILTER,
                        filter,
                        List.of(Status.OPEN))
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional
    public List<Open> openEverywhere() {
        return jdbc.sql("select * from count_open_handoffs()")
                .query((row, n) ->
                        new Open(
                                row.getString("intent"),
                                row.getString("source_kind"),
                                row.getLong("waiting")))
                .list();
    }

    private JdbcClient.StatementSpec filtered(
            String sql, QueueFilter filter, List<Status> statuses) {
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("statuses", statuses.stream().map(Status::wire).toArray(String[]::new))
                .param("intent", filter.intent() == null ? null : filter.intent().wire())
                .param("source", filter.source() == null ? null : filter.source().wire())
                .param("team", filter.team())
                .param("target", filter.target())
                .param("exceptOf", filter.exceptOf())
                .param("part", filter.part() == null ? null : "%" + escaped(filter.part()) + "%");
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private QueueItem item(ResultSet row, UUID reader) throws SQLException {
        Card card = json.readValue(row.getString("card"), Card.class);
        UUID originator = row.getObject("handed_off_by", UUID.class);
        UUID target = row.getObject("target_user_id", UUID.class);
        Timestamp claimedAt = row.getTimestamp("claimed_at");
        return new QueueItem(
                row.getObject("id", UUID.class),
                row.getString("source_kind"),
                row.getObject("source_id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getObject("walk_id", UUID.class),
                row.getString("intent"),
                row.getString("origin"),
                row.getString("status"),
                Priority.values()[row.getInt("priority")].wire(),
                card.title(),
                card.problemSummary(),
                card.problemDomain(),
                row.getString("reason"),
                row.getString("reason_category"),
                card.clientName(),
                card.stepCount(),
                card.confidenceTier(),
                row.getObject("team_id", UUID.class),
                row.getObject("psa_connection_id", UUID.class),
                row.getString("psa_ticket_id"),
                row.getObject("internal_ticket_id", UUID.class),
                originator,
                row.getString("handed_off_by_name"),
                target,
                row.getString("target_user_name"),
                reader.equals(target),
                reader.equals(originator),
                row.getObject("claimed_by", UUID.class),
                row.getString("claimed_by_name"),
                claimedAt == null ? null : claimedAt.toInstant(),
                row.getString("assessment_state"),
                row.getBoolean("has_assessment"),
                row.getInt("release_count"),
                Math.max(0, row.getLong("waiting_seconds")),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant());
    }
}
