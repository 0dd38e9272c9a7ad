package io.resolutionflow.l1walk.flywheel;

import io.resolutionflow.contracts.event.l1.KnowledgeGapDetected;
import io.resolutionflow.l1walk.analytics.FlowAnalytics;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.intake.IntakeThread;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.outbox.Outbox;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells once per 30 days what the library lacks (contract-l1 §10.2). */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class KnowledgeGaps {

    private static final Duration PERIOD = Duration.ofDays(30);
    private static final int ENOUGH_CALLS = 5;
    private static final double ALIKE = 0.8;

    private final JdbcClient jdbc;
    private final FlowAnalytics analytics;
    private final FlowRepository flows;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    KnowledgeGaps(
            JdbcClient jdbc,
            FlowAnalytics analytics,
            FlowRepository flows,
            Outbox outbox,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.analytics = analytics;
        this.flows = flows;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    private record Call(
            @Nullable String category, @Nullable String vector, @Nullable String model) {}

    /** Calls of one category that sound alike and found no flow. */
    Learnt unmet(UUID intakeId) {
        Call call = call(intakeId).orElse(null);
        if (call == null || call.category() == null || call.vector() == null) {
            return Learnt.skipped("not_comparable");
        }
        serialise("unmet:" + call.category());
        int alike = alike(call);
        if (alike < ENOUGH_CALLS) {
            return Learnt.skipped("too_few");
        }
        if (toldOfAlike(call)) {
            return Learnt.skipped("told_before");
        }
        tell(
                "unmet",
                alike + " calls about " + call.category() + " found no flow",
                "/l1/demand?category=" + call.category(),
                call.category(),
                null,
                null,
                call.vector(),
                alike);
        return Learnt.of("gap");
    }

    /** The node where a walk ended without a solution, when that happens there again and again. */
    Learnt deadEnd(WalkTrail trail) {
        var node = trail.node();
        FlowRef ref =
                trail.frames().isEmpty() ? trail.walk().flow() : trail.frames().getLast().flow();
        if (node == null || ref == null) {
            return Learnt.skipped("no_flow");
        }
        serialise("dead_end:" + ref.flowId());
        var figures =
                analytics.of(ref.flowId(), null, PERIOD).nodes().stream()
                        .filter(one -> one.nodeId().equals(node.id()) && one.deadEnd())
                        .findFirst();
        if (figures.isEmpty()) {
            return Learnt.skipped("no_dead_end");
        }
        if (toldOfNode(ref.flowId(), node.id())) {
            return Learnt.skipped("told_before");
        }
        FlowContent flow = flows.pinned(ref).content();
        int exits = figures.get().exits().escalated() + figures.get().exits().abandoned();
        tell(
                "dead_end",
                "'" + flow.title() + "' often ends at: " + node.text(),
                "/flows/" + ref.flowId() + "/analytics",
                flow.category(),
                ref.flowId(),
                node.id(),
                null,
                exits);
        return Learnt.of("gap");
    }

    private Optional<Call> call(UUID intakeId) {
        return jdbc.sql(
                        "select category, embedding::text as vector, embedding_model as model from intake where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", intakeId)
                .query((rs, n) ->
                        new Call(
                                rs.getString("category"),
                                rs.getString("vector"),
                                rs.getString("model")))
                .optional();
    }

    private int alike(Call call) {
        return jdbc.sql(
                        """
                        select count(*) from intake i
                         where i.account_id = :account and i.category = :category and i.created_at >= :since and i.embedding_model = :model
                           and 1 - (i.embedding <=> :vector::vector) >= :alike
                           and\
                        """
                                + " "
                                + IntakeThread.UNMET)
                .param("account", TenantContext.required())
                .param("category", call.category())
                .param("since", since())
                .param("model", call.model())
                .param("vector", call.vector())
                .param("alike", ALIKE)
                .query(Integer.class)
                .single();
    }

    private boolean toldOfAlike(Call call) {
        return jdbc.sql(
                                """
                                select count(*) from knowledge_gap where account_id = :account and kind = 'unmet' and category = :category
                                   and detected_at >= :since and 1 - (embedding <=> :vector::vector) >= :alike
                                """)
                        .param("account", TenantContext.required())
                        .param("category", call.category())
                        .param("since", since())
                        .param("vector", call.vector())
                        .param("alike", ALIKE)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private boolean toldOfNode(UUID flow, String node) {
        return jdbc.sql(
                                """
                                select count(*) from knowledge_gap where account_id = :account and kind = 'dead_end' and flow_id = :flow and node_id = :node
                                   and detected_at >= :since
                                """)
                        .param("account", TenantContext.required())
                        .param("flow", flow)
                        .param("node", node)
                        .param("since", since())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void tell(
            String kind,
            String title,
            String link,
            String category,
            @Nullable UUID flow,
            @Nullable String node,
            @Nullable String vector,
            int evidence) {
        UUID id = ids.next();
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        insert into knowledge_gap (account_id, id, kind, category, flow_id, node_id, embedding, evidence, detected_at)
                        values (:account, :id, :kind, :category, :flow, :node, :vector::vector, :evidence, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("kind", kind)
                .param("category", category)
                .param("flow", flow, Types.OTHER)
                .param("node", node)
                .param("vector", vector)
                .param("evidence", evidence)
                .param("at", Timestamp.from(now))
                .update();
        outbox.append(
                KnowledgeGapDetected.TYPE,
                id,
                new KnowledgeGapDetected(
                        id,
                        title,
                        link,
                        kind,
                        category,
                        flow,
                        node,
                        evidence,
                        severity(evidence),
                        now));
    }

    private static String severity(int evidence) {
        return evidence >= 20 ? "high" : evidence >= 10 ? "medium" : "low";
    }

    private Timestamp since() {
        return Timestamp.from(clock.instant().minus(PERIOD));
    }

    private void serialise(String what) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "l1_gap:" + TenantContext.required() + ":" + what)
                .query()
                .listOfRows();
    }
}
