package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowIndexing;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Words of a published flow at once, its vectors on order. */
@Component
class IndexOrders implements FlowIndexing {

    private final JdbcClient jdbc;
    private final IndexJobs jobs;

    IndexOrders(JdbcClient jdbc, IndexJobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void published(UUID flowId, int versionNo, FlowContent flow) {
        String words = String.join(" ", flow.keywords()) + " " + String.join(" ", flow.tags());
        jdbc.sql(
                        """
                        insert into flow_text (account_id, flow_id, search, near)
                        values (:account, :id, setweight(to_tsvector('english', :title), 'A') || setweight(to_tsvector('english', :words), 'B')
                                || setweight(to_tsvector('english', :description), 'C') || setweight(to_tsvector('english', :nodes), 'D'),
                                :title || ' ' || :words)
                        on conflict (account_id, flow_id) do update set search = excluded.search, near = excluded.near
                        """)
                .param("account", TenantContext.required())
                .param("id", flowId)
                .param("title", flow.title())
                .param("words", words)
                .param("description", flow.description() == null ? "" : flow.description())
                .param(
                        "nodes",
                        flow.nodes().stream().map(FlowNode::text).collect(Collectors.joining(" ")))
                .update();
        jobs.order(flowId.toString(), versionNo);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void unarchived(UUID flowId) {
        jobs.orderAgain(flowId.toString());
    }
}
