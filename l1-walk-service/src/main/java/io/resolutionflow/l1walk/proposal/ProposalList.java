package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.query.Conditions;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The review queue as a filtered, paged list, and how much is in it. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class ProposalList {

    private static final String VALIDATED =
            "(p.helpful_count >= 1 and p.helpful_count > p.unhelpful_count)";

    private final JdbcClient jdbc;
    private final ProposalRows rows;

    ProposalList(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new ProposalRows(json);
    }

    /** All filters optional. */
    public record Filter(
            @Nullable String status,
            @Nullable String type,
            @Nullable String source,
            @Nullable String category,
            @Nullable Boolean validated,
            @Nullable String text) {}

    /** Newest first. */
    List<FlowProposal> page(Filter filter, PageQuery page) {
        var where =
                new Conditions("p.account_id = :account")
                        .and(filter.status(), "p.status = :status", "status")
                        .and(filter.type(), "p.proposal_type = :type", "type")
                        .and(filter.source(), "p.source = :source", "source")
                        .and(filter.category(), "p.category = :category", "category")
                        .and(filter.validated(), VALIDATED + " = :validated", "validated")
                        .and(Conditions.anywhere(filter.text()), "p.title ilike :text", "text");
        var after = page.after();
        if (after != null) {
            where.and(
                            Timestamp.from(after.at()),
                            "(p.created_at, p.id) < (:afterAt, :afterId)",
                            "afterAt")
                    .with("afterId", after.id());
        }
        return jdbc.sql(
                        "select p.* from flow_proposal p where "
                                + where.sql()
                                + " order by p.created_at desc, p.id desc limit :limit offset :skip")
                .params(where.params())
                .param("account", TenantContext.required())
                .param("limit", page.fetch())
                .param("skip", page.skip())
                .query(rows)
                .list();
    }

    /**
     * How many there are of each value, none included.
     *
     * @param column this package's own word
     */
    Map<String, Long> counts(String column, Set<String> values) {
        var counts = new TreeMap<String, Long>();
        values.forEach(value -> counts.put(value, 0L));
        jdbc.sql(
                        "select %1$s as key, count(*) as amount from flow_proposal where account_id = :account group by %1$s"
                                .formatted(column))
                .param("account", TenantContext.required())
                .query((rs, n) -> counts.put(rs.getString("key"), rs.getLong("amount")))
                .list();
        return counts;
    }

    record Pending(long validated, @Nullable Timestamp oldest) {}

    Pending pending() {
        return jdbc.sql(
                        "select count(*) filter (where "
                                + VALIDATED
                                + ") as validated, min(p.created_at) as oldest from flow_proposal p"
                                + " where p.account_id = :account and p.status = 'pending'")
                .param("account", TenantContext.required())
                .query((rs, n) -> new Pending(rs.getLong("validated"), rs.getTimestamp("oldest")))
                .single();
    }
}
