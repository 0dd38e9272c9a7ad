package io.resolutionflow.session.listing;

import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists over the participant rows of the caller (KD-14): plain SQL, because a list reads columns,
 * not aggregates.
 */
@Repository
@Transactional(readOnly = true)
public class SessionQueries {

    /** Counting stops here: a total beyond it tells nobody anything. */
    static final int COUNT_LIMIT = 10_001;

    private static final String COLUMNS =
            """
            s.id, s.session_type, s.origin, s.title, s.status, s.intake_type, s.problem_summary, s.problem_domain, s.confidence_tier,
            s.step_count, s.psa_ticket_id, s.matched_flow_id, s.match_score, s.client_name, s.issue_category, s.escalation_reason,
            s.session_rating, s.owner_id, s.owner_name, s.handler_id, s.handler_name, s.created_at, s.updated_at, s.resolved_at,
            case when s.handler_id = :user then 'handler' when s.owner_id = :user then 'owner'
                 when exists (select 1 from session_participant p where p.account_id = s.account_id and p.session_id = s.id and p.user_id = :user)
                 then 'past_handler' when s.escalated_to_id = :user then 'target' else 'colleague' end as relation
            """;

    private static final String MINE =
            """
             where s.account_id = :account and s.deleted_at is null
               and exists (select 1 from session_participant p where p.account_id = s.account_id and p.session_id = s.id and p.user_id = :user)
            """;

    private static final String FOUND =
            """
             and (s.title ilike :q or s.problem_summary ilike :q or s.problem_domain ilike :q or s.client_name ilike :q or s.asset_name ilike :q
                  or s.issue_category ilike :q or s.resolution_summary ilike :q or s.triage_hypothesis ilike :q or s.psa_ticket_id = :term
                  or exists (select 1 from session_fact f where f.account_id = s.account_id and f.session_id = s.id and f.deleted_at is null and f.text ilike :q))
            """;

    private final JdbcClient jdbc;

    SessionQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<SessionSummary> list(Actor actor, SessionFilter filter, PageQuery page) {
        var where = new Where(actor, filter);
        String after = "";
        if (page.after() != null) {
            after = " and (s.created_at, s.id) < (:afterTime, :afterId)";
            where.values.put("afterTime", Timestamp.from(page.after().at()));
            where.values.put("afterId", page.after().id());
        }
        where.values.put("limit", page.fetch());
        where.values.put("skip", page.skip());
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ai_session s "
                                + where.sql
                                + after
                                + " order by s.created_at desc, s.id desc limit :limit offset :skip")
                .params(where.values)
                .query(SessionQueries::summary)
                .list();
    }

    public int count(Actor actor, SessionFilter filter) {
        var where = new Where(actor, filter);
        where.values.put("limit", COUNT_LIMIT);
        return jdbc.sql(
                        "select count(*) from (select 1 from ai_session s "
                                + where.sql
                                + " limit :limit) counted")
                .params(where.values)
                .query(Integer.class)
                .single();
    }

    /**
     * Waiting escalations of the account, most urgent first, then longest waiting. The order is one
     * time: urgency counts as centuries of waiting, so that the usual keyset serves.
     */
    public List<QueueRow> waiting(Actor actor, boolean teamOnly, PageQuery page) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("account", TenantContext.required());
        values.put("user", actor.id());
        values.put("limit", page.fetch());
        values.put("skip", page.skip());
        String narrowed = "";
        if (teamOnly && actor.teamId() != null) {
            narrowed += " and (s.team_id = :team or s.team_id is null)";
            values.put("team", actor.teamId());
        }
        if (page.after() != null) {
            narrowed += " and (" + URGENCY + ", s.id) > (:afterTime, :afterId)";
            values.put("afterTime", Timestamp.from(page.after().at()));
            values.put("afterId", page.after().id());
        }
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + ", s.open_handoff_id, s.open_handoff_priority, s.escalated_at, s.escalated_to_id, "
                                + URGENCY
                                + " as urgency, extract(epoch from now() - s.open_handoff_at)::bigint as waiting_seconds"
                                + " from ai_session s where s.account_id = :account and s.deleted_at is null"
                                + " and s.status in ('requesting_escalation', 'escalated') and s.open_handoff_by <> :user"
                                + narrowed
                                + " order by urgency, s.id limit :limit offset :skip")
                .params(values)
                .query(SessionQueries::queueRow)
                .list();
    }

    /**
     * @param urgency the row's place in the order
     */
    public record QueueRow(QueueItem item, Instant urgency) {}

    private static final String URGENCY =
            "(s.open_handoff_at - interval '36500 days' * array_position(array['low', 'normal', 'high', 'urgent'], s.open_handoff_priority))";

    /** The conditions of a list and their values. */
    private static final class Where {
        private final Map<String, @Nullable Object> values = new HashMap<>();
        private final StringBuilder sql = new StringBuilder(MINE);

        Where(Actor actor, SessionFilter filter) {
            values.put("account", TenantContext.required());
            values.put("user", actor.id());
            if (!filter.statuses().isEmpty()) {
                add(" and s.status in (:statuses)", "statuses", filter.statuses());
            }
            equal("session_type", filter.sessionType());
            equal("confidence_tier", filter.confidenceTier());
            equal("problem_domain", filter.problemDomain());
            equal("matched_flow_id", filter.matchedFlowId());
            equal("psa_ticket_id", filter.ticketId());
            day(" and s.created_at >= :dayFrom", "dayFrom", filter.from());
            day(
                    " and s.created_at < :dayTo",
                    "dayTo",
                    filter.to() == null ? null : filter.to().plusDays(1));
            if (filter.q() != null) {
                values.put("term", filter.q());
                add(FOUND, "q", "%" + filter.q().replaceAll("([\\\\%_])", "\\\\$1") + "%");
            }
        }

        private void equal(String column, @Nullable Object value) {
            if (value != null) {
                add(" and s." + column + " = :" + column, column, value);
            }
        }

        private void day(String condition, String name, @Nullable LocalDate day) {
            if (day != null) {
                add(condition, name, Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
            }
        }

        private void add(String condition, String name, Object value) {
            sql.append(condition);
            values.put(name, value);
        }
    }

    private static SessionSummary summary(ResultSet r, int n) throws SQLException {
        return new SessionSummary(
                r.getObject("id", UUID.class),
                r.getString("session_type"),
                r.getString("origin"),
                r.getString("title"),
                r.getString("status"),
                r.getString("intake_type"),
                r.getString("problem_summary"),
                r.getString("problem_domain"),
                r.getString("confidence_tier"),
                r.getInt("step_count"),
                r.getString("psa_ticket_id"),
                r.getObject("matched_flow_id", UUID.class),
                r.getObject("match_score", Double.class),
                r.getString("client_name"),
                r.getString("issue_category"),
                r.getString("escalation_reason"),
                r.getObject("session_rating", Integer.class),
                r.getObject("owner_id", UUID.class),
                r.getString("owner_name"),
                r.getObject("handler_id", UUID.class),
                r.getString("handler_name"),
                r.getString("relation"),
                r.getTimestamp("created_at").toInstant(),
                r.getTimestamp("updated_at").toInstant(),
                instant(r, "resolved_at"));
    }

    private static QueueRow queueRow(ResultSet r, int n) throws SQLException {
        return new QueueRow(
                QueueItem.of(
                        summary(r, n),
                        new QueueItem.Waiting(
                                r.getObject("open_handoff_id", UUID.class),
                                r.getString("open_handoff_priority"),
                                instant(r, "escalated_at"),
                                r.getLong("waiting_seconds"),
                                r.getObject("escalated_to_id", UUID.class))),
                r.getTimestamp("urgency").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
