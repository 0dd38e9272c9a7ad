package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.query.Conditions;
import io.resolutionflow.platform.paging.PageQuery;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists of walks; every list is bounded and paged by (time, id) (KD-62, KD-63). */
@Service
@Transactional
public class WalkLists {

    private final WalkRepository walks;
    private final ReadWalk reading;

    WalkLists(WalkRepository walks, ReadWalk reading) {
        this.walks = walks;
        this.reading = reading;
    }

    /**
     * All filters optional. {@code mine} limits to walks of that person as the list understands it.
     */
    public record Filter(
            @Nullable String status,
            @Nullable String kind,
            @Nullable UUID flowId,
            @Nullable String category,
            @Nullable String state,
            @Nullable String reasonCategory,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String text,
            @Nullable UUID mine) {

        public static Filter of(@Nullable UUID mine) {
            return new Filter(null, null, null, null, null, null, null, null, null, mine);
        }
    }

    /** Active walks, latest step first. */
    public List<WalkTrail> active(@Nullable UUID handler, PageQuery page) {
        var where = new Conditions("w.status = 'active'");
        where.and(handler, "w.handled_by_id = :handler", "handler");
        return list(where, "last_step_at", page);
    }

    /** All walks, newest start first. */
    public List<WalkTrail> all(Filter filter, PageQuery page) {
        var where = new Conditions("true");
        where.and(filter.status(), "w.status = :status", "status");
        where.and(filter.kind(), "w.session_kind = :kind", "kind");
        where.and(
                filter.flowId(),
                "(w.account_flow_id = :flow or w.library_flow_id = :flow)",
                "flow");
        where.and(filter.category(), "w.category = :category", "category");
        where.and(filter.mine(), "(w.handled_by_id = :mine or w.created_by_id = :mine)", "mine");
        where.and(Conditions.anywhere(filter.text()), "w.problem_text ilike :text", "text");
        where.between(filter.from(), filter.to(), "w.started_at");
        return list(where, "started_at", page);
    }

    /**
     * Escalated walks, latest first; {@code mine} = created, handled or escalated by that person.
     */
    public List<WalkTrail> escalated(Filter filter, PageQuery page) {
        var where = new Conditions("w.escalated_at is not null");
        where.and(filter.reasonCategory(), "w.escalation_reason_category = :reason", "reason");
        String escalation =
                "exists (select 1 from walk_escalation e where e.account_id = w.account_id and e.handoff_id = w.handoff_id and ";
        where.and(filter.state(), escalation + "e.state = :state)", "state");
        where.and(
                filter.mine(),
                "(w.handled_by_id = :mine or w.created_by_id = :mine or "
                        + escalation
                        + "e.escalated_by_id = :mine))",
                "mine");
        where.between(filter.from(), filter.to(), "w.escalated_at");
        return list(where, "escalated_at", page);
    }

    private List<WalkTrail> list(Conditions where, String time, PageQuery page) {
        var after = page.after();
        if (after != null) {
            where.and(
                    Timestamp.from(after.at()),
                    "(w." + time + ", w.id) < (:afterAt, :afterId)",
                    "afterAt");
            where.with("afterId", after.id());
        }
        String order = "w." + time + " desc, w.id desc";
        return walks.list(where.sql(), where.params(), order, page.fetch(), page.skip()).stream()
                .map(reading::trail)
                .toList();
    }
}
