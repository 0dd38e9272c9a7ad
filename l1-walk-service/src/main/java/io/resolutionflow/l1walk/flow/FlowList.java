package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.query.Conditions;
import io.resolutionflow.platform.paging.PageQuery;
import java.sql.Timestamp;
import java.util.List;
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
        var where =
                new Conditions("(:drafts or d.status = 'published')")
                        .with("drafts", filter.drafts())
                        .and(filter.status(), "d.status = :status", "status")
                        .and(filter.source(), "d.source = :source", "source")
                        .and(filter.category(), "d.content ->> 'category' = :category", "category")
                        .and(filter.tag(), "d.content -> 'tags' @> to_jsonb(:tag::text)", "tag")
                        .and(filter.author(), "d.author_id = :author", "author")
                        .and(
                                Conditions.anywhere(filter.text()),
                                "((d.content ->> 'title') || ' ' || coalesce(d.content ->> 'description', '') || ' ' || (d.content ->> 'keywords')) ilike :text",
                                "text");
        var after = page.after();
        if (after != null) {
            where.and(after.id(), behind(filter.sort()), "afterId")
                    .with("afterAt", Timestamp.from(after.at()));
        }
        where.with("limit", page.fetch()).with("skip", page.skip());
        return flows.rows(
                " where "
                        + where.sql()
                        + " order by "
                        + order(filter.sort())
                        + " limit :limit offset :skip",
                where.params());
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
}
