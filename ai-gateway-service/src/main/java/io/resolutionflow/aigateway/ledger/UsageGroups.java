package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.longOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sums over the ledger (contract-ai §2.3). Unknown usage is left out of the sums and counted beside
 * them.
 */
@Service
public class UsageGroups {

    private static final String SUMS =
            """
            count(*) filter (where outcome <> 'denied') as calls,
            coalesce(sum(held_calls) filter (where state in ('settled', 'cancelled') and counts_toward_quota), 0)::bigint as counted_calls,
            count(*) filter (where outcome in ('failed', 'expired', 'cancelled')) as failed_calls,
            count(*) filter (where offline and outcome = 'succeeded') as offline_calls,
            coalesce(sum(input_tokens), 0)::bigint as input_tokens,
            coalesce(sum(cached_input_tokens), 0)::bigint as cached_input_tokens,
            coalesce(sum(cache_write_tokens), 0)::bigint as cache_write_tokens,
            coalesce(sum(output_tokens), 0)::bigint as output_tokens,
            coalesce(sum(reasoning_tokens), 0)::bigint as reasoning_tokens,
            coalesce(sum(cost_micros), 0)::bigint as cost_micros,
            coalesce(sum(uncounted_cost_micros), 0)::bigint as uncounted_cost_micros,
            count(*) filter (where usage_quality = 'unknown' and outcome not in ('denied', 'running')) as unknown_usage_calls
            """;
    private static final List<String> SUM_NAMES =
            List.of(
                    "calls",
                    "counted_calls",
                    "failed_calls",
                    "offline_calls",
                    "input_tokens",
                    "cached_input_tokens",
                    "cache_write_tokens",
                    "output_tokens",
                    "reasoning_tokens",
                    "cost_micros",
                    "uncounted_cost_micros",
                    "unknown_usage_calls");

    /** What rows can be grouped by; the days are those of the account's zone. */
    public enum Key {
        DAY("to_char(created_at at time zone :zone, 'YYYY-MM-DD')", "day"),
        USER("user_id::text", "user_id"),
        TASK("task", "task"),
        MODEL("model", "model");

        private final String expression;
        private final String name;

        Key(String expression, String name) {
            this.expression = expression;
            this.name = name;
        }
    }

    private final JdbcClient jdbc;

    UsageGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Groups by day newest first, others by cost descending, then key. */
    @Transactional(readOnly = true)
    public List<Map<String, @Nullable Object>> groups(
            UsageFilter filter, List<Key> keys, ZoneId zone, int limit, int skip) {
        var where = filter.where();
        var columns = new ArrayList<String>();
        var grouping = new ArrayList<String>();
        for (Key key : keys) {
            columns.add(key.expression + " as " + key.name);
            grouping.add(key.name);
            if (key == Key.USER) {
                columns.add("max(user_name) as user_name");
            }
        }
        String order =
                keys.contains(Key.DAY)
                        ? "day desc, cost_micros desc, " + String.join(", ", grouping)
                        : "cost_micros desc, calls desc, " + String.join(", ", grouping);
        String sql =
                "select * from (select "
                        + String.join(", ", columns)
                        + ", "
                        + SUMS
                        + " from ai_request where "
                        + where.sql()
                        + " group by "
                        + String.join(", ", keys.stream().map(key -> key.expression).toList())
                        + ") g order by "
                        + order
                        + " limit :limit offset :skip";
        // the zone's name comes from the zone list; as a parameter two uses of it would not group
        // as one
        return jdbc.sql(sql.replace(":zone", "'" + zone.getId() + "'"))
                .params(where.parameters())
                .param("limit", limit)
                .param("skip", skip)
                .query((row, n) -> group(row, keys))
                .list();
    }

    /** One group over everything. */
    @Transactional(readOnly = true)
    public Map<String, @Nullable Object> total(UsageFilter filter) {
        var where = filter.where();
        return jdbc.sql("select " + SUMS + " from ai_request where " + where.sql())
                .params(where.parameters())
                .query((row, n) -> group(row, List.of()))
                .single();
    }

    /** Distinct pieces of work that cost something or were answered. */
    @Transactional(readOnly = true)
    public long references(UsageFilter filter) {
        var where = filter.where();
        return jdbc.sql(
                        "select count(distinct (reference_kind, reference_id)) from ai_request where reference_id is not null and "
                                + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
    }

    private static Map<String, @Nullable Object> group(ResultSet row, List<Key> keys)
            throws SQLException {
        var group = new LinkedHashMap<String, @Nullable Object>();
        for (Key key : keys) {
            group.put(key.name, row.getString(key.name));
            if (key == Key.USER) {
                group.put("user_name", row.getString("user_name"));
            }
        }
        for (String name : SUM_NAMES) {
            group.put(name, longOrNull(row, name));
        }
        return group;
    }
}
