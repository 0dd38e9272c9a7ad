package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.paging.PageQuery;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The flow library as a filtered, paged list (contract-l1 §9.2). */
@Service
public class FlowList {

    public static final Set<String> SORTS = Set.of("updated", "title", "usage");

    private final FlowRepository flows;

    FlowList(FlowRepository flows) {
        this.flows = flows;
    }

    /**
     * @param drafts whether drafts and archived flows are shown at all
     * @param author only flows of this person
     */
    public record Filter(
            boolean drafts,
            @Nullable String status,
            @Nullable String source,
            @Nullable String category,
            @Nullable String tag,
            @Nullable String text,
            @Nullable UUID author,
            String sort) {}

    public List<FlowRow> list(Filter filter, PageQuery page) {
        var sql = new StringBuilder(" where (:drafts or d.status = 'published')");
        Map<String, Object> params = new HashMap<>();
        params.put("drafts", filter.drafts());
        and(sql, params, "status", filter.status(), "d.status = :status");
        and(sql, params, "source", filter.source(), "d.source = :source");
        and(sql, params, "category", filter.category(), "d.content ->> 'category' = :category");
        and(sql, params, "tag", filter.tag(), "d.content -> 'tags' @> to_jsonb(:tag::text)");
        and(sql, params, "author", filter.author(), "d.author_id = :author");
        and(
                sql,
                params,
                "text",
                filter.text() == null ? null : like(filter.text()),
                "((d.content ->> 'title') || ' ' || coalesce(d.content ->> 'description', '') || ' ' || (d.content ->> 'keywords')) ilike :text");
        var after = page.after();
        if (after != null) {
            params.put("afterId", after.id());
            params.put("afterAt", Timestamp.from(after.at()));
            sql.append(" and ").append(behind(filter.sort()));
        }
        sql.append(" order by ").append(order(filter.sort())).append(" limit :limit offset :skip");
        params.put("limit", page.fetch());
        params.put("skip", page.skip());
        return flows.rows(sql.toString(), params);
    }

    private static String order(String sort) {
        return switch (sort) {
            case "title" -> "lower(d.content ->> 'title'), d.id";
            case "usage" -> "coalesce(u.started, 0) desc, d.id";
            default -> "d.updated_at desc, d.id desc";
        };
    }

    /** Behind the last row of the page before, wherever that row stands now. */
    private static String behind(String sort) {
        return switch (sort) {
            case "title" ->
                    "(lower(d.content ->> 'title'), d.id) > (select lower(x.content ->> 'title'), x.id from described x where x.id = :afterId)";
            case "usage" ->
                    """
                    (coalesce(u.started, 0) < coalesce((select x.started from flow_usage x where x.account_id = :account and x.flow_id = :afterId), 0)
                     or (coalesce(u.started, 0) = coalesce((select x.started from flow_usage x where x.account_id = :account and x.flow_id = :afterId), 0)
                         and d.id > :afterId))
                    """;
            default -> "(d.updated_at, d.id) < (:afterAt, :afterId)";
        };
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
