package io.resolutionflow.session.listing;

import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

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

    /**
     * The caller's sessions run down the index of participants, newest first, and stop at the
     * page's end: the size of the account does not matter.
     */
    private static final String MINE =
            """
             from (select distinct p.session_created_at, p.session_id from session_participant p
                    where p.account_id = :account and p.user_id = :user%s
                    order by p.session_created_at desc, p.session_id desc) mine
             join ai_session s on s.account_id = :account and s.id = mine.session_id
            where s.deleted_at is null
            """;

    /**
     * Counted without looking at the sessions. Only an owner deletes, and only what nobody else
     * worked on: whoever took part in a deleted session owns it.
     */
    private static final String ALL_MINE =
            """
            select (select count(*) from (select distinct p.session_created_at, p.session_id from session_participant p
                                           where p.account_id = :account and p.user_id = :user limit :limit) mine)
                   - (select count(*) from ai_session s where s.account_id = :account and s.owner_id = :user and s.deleted_at is not null)
            """;

    private static final String NEWEST_FIRST =
            " order by mine.session_created_at desc, mine.session_id desc limit :limit";

    private final JdbcClient jdbc;

    private final JsonMapper json;

    SessionQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param total of all pages, up to {@link #COUNT_LIMIT}
     */
    public record Page(List<SessionSummary> rows, int total) {}

    /** A page and how many there are in all. */
    public Page page(Actor actor, SessionFilter filter, PageQuery page) {
        if (filter.q() == null || page.after() != null) {
            return new Page(list(actor, filter, page), count(actor, filter));
        }
        Page found = searched(actor, filter, page);
        boolean beyondTheEnd = found.rows().isEmpty() && page.skip() > 0;
        return beyondTheEnd ? new Page(List.of(), count(actor, filter)) : found;
    }

    /** The search has to find them all to count them, so it is made once for both. */
    private Page searched(Actor actor, SessionFilter filter, PageQuery page) {
        var values = values(actor);
        values.put("limit", COUNT_LIMIT);
        values.put("fetch", page.fetch());
        values.put("skip", page.skip());
        var total = new AtomicInteger();
        List<SessionSummary> rows =
                jdbc.sql(
                                "with found as materialized (select f.session_id as id, f.created_at from "
                                        + found(filter, null, values)
                                        + ") select "
                                        + COLUMNS
                                        + ", (select count(*) from found) as total from (select * from found"
                                        + " order by created_at desc, id desc offset :skip limit :fetch) page"
                                        + " join ai_session s on s.account_id = :account and s.id = page.id"
                                        + " order by page.created_at desc, page.id desc")
                        .params(values)
                        .query((row, n) -> {
                            total.set(row.getInt("total"));
                            return summary(row, n);
                        })
                        .list();
        return new Page(rows, total.get());
    }

    public List<SessionSummary> list(Actor actor, SessionFilter filter, PageQuery page) {
        var values = values(actor);
        values.put("limit", page.skip() + page.fetch());
        values.put("skip", page.skip());
        Keyset after = page.after();
        if (after != null) {
            values.put("afterTime", Timestamp.from(after.at()));
            values.put("afterId", after.id());
        }
        String rows =
                filter.q() == null
                        ? "select s.id, s.created_at" + mine(filter, after, values) + NEWEST_FIRST
                        : "select f.session_id as id, f.created_at from "
                                + found(filter, after, values);
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ("
                                + rows
                                + ") page join ai_session s on s.account_id = :account and s.id = page.id"
                                + " order by page.created_at desc, page.id desc offset :skip")
                .params(values)
                .query(SessionQueries::summary)
                .list();
    }

    private int count(Actor actor, SessionFilter filter) {
        var values = values(actor);
        values.put("limit", COUNT_LIMIT);
        if (filter.isOpen()) {
            return jdbc.sql(ALL_MINE).params(values).query(Integer.class).single();
        }
        String rows =
                filter.q() == null
                        ? "select 1" + mine(filter, null, values) + " limit :limit"
                        : "select 1 from " + found(filter, null, values);
        return jdbc.sql("select count(*) from (" + rows + ") counted")
                .params(values)
                .query(Integer.class)
                .single();
    }

    private static Map<String, @Nullable Object> values(Actor actor) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("account", TenantContext.required());
        values.put("user", actor.id());
        return values;
    }

    private static String mine(
            SessionFilter filter, @Nullable Keyset after, Map<String, @Nullable Object> values) {
        String behind =
                after == null
                        ? ""
                        : " and (p.session_created_at, p.session_id) < (:afterTime, :afterId)";
        return MINE.formatted(behind) + conditions(filter, values);
    }

    /** Full text goes through the tenant-safe function (architecture §5.6). */
    private String found(
            SessionFilter filter, @Nullable Keyset after, Map<String, @Nullable Object> values) {
        values.put("q", filter.q());
        values.put("filters", json.writeValueAsString(filter.asMap()));
        String behind = after == null ? "null, null" : ":afterTime, :afterId";
        return "search_sessions(:q, :user, :filters::jsonb, " + behind + ", :limit) f";
    }

    private static String conditions(SessionFilter filter, Map<String, @Nullable Object> values) {
        var sql = new StringBuilder();
        filter.asMap()
                .forEach((name, value) -> {
                    sql.append(
                            switch (name) {
                                case "statuses" -> " and s.status in (:statuses)";
                                case "from" -> " and s.created_at >= :from::timestamptz";
                                case "to" -> " and s.created_at < :to::timestamptz";
                                case "matched_flow_id" ->
                                        " and s.matched_flow_id = :matched_flow_id::uuid";
                                case "ticket_id" -> " and s.psa_ticket_id = :ticket_id";
                                default -> " and s." + name + " = :" + name;
                            });
                    values.put(name, value);
                });
        return sql.toString();
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
        if (teamOnly) {
            // who is in no team has no team's sessions, only those of nobody's team (KD-16)
            narrowed +=
                    actor.teamId() == null
                            ? " and s.team_id is null"
                            : " and (s.team_id = :team or s.team_id is null)";
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
