package io.resolutionflow.l1walk.intake;

import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stored intakes: the desk's memory of what was asked for and not there. */
@Repository
@Transactional
public class IntakeRecords {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    IntakeRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A row of the demand list. */
    public record Demand(
            UUID intakeId,
            String problemStatement,
            String outcome,
            @Nullable String reason,
            @Nullable String category,
            @Nullable JsonNode nearMiss,
            @Nullable Double pFlow,
            String mode,
            @Nullable FollowedBy followedBy,
            String createdByName,
            Instant createdAt) {}

    public record FollowedBy(UUID sessionId, String sessionKind, String status) {}

    public record Filter(
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String category,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean unmet) {}

    public boolean exists(UUID id) {
        return jdbc.sql("select count(*) from intake where account_id = :account and id = :id")
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    public void add(IntakeRecord intake, @Nullable UUID walkId, WalkActor actor, Instant at) {
        IntakeCommand command = intake.command();
        Decision decision = intake.decision();
        var flags =
                Map.of(
                        "adhoc",
                        command.adhoc(),
                        "force_build",
                        command.forceBuild(),
                        "explicit_flow",
                        command.flowId() != null);
        jdbc.sql(
                        """
                        insert into intake (account_id, id, problem_statement, embedding, embedding_model, flags, outcome, reason, category,
                            candidates, near_miss, best_score, p_flow, mode, follows_intake_id, flow_id, walk_id, created_by_id, created_by_name,
                            acting_as, created_at)
                        values (:account, :id, :problem, :vector::vector, :model, :flags::jsonb, :outcome, :reason, :category, :candidates::jsonb,
                            :nearMiss::jsonb, :best, :pFlow, :mode, :follows, :flow, :walk, :by, :byName, :actingAs, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", intake.id())
                .param("problem", command.problemStatement())
                .param("vector", intake.vector() == null ? null : Arrays.toString(intake.vector()))
                .param("model", intake.model())
                .param("flags", json.writeValueAsString(flags))
                .param("outcome", decision.outcome().wireName())
                .param("reason", decision.reason() == null ? null : decision.reason().wireName())
                .param("category", decision.category())
                .param("candidates", json.writeValueAsString(intake.candidates()))
                .param(
                        "nearMiss",
                        decision.nearMiss() == null
                                ? null
                                : json.writeValueAsString(decision.nearMiss()))
                .param("best", intake.bestScore())
                .param("pFlow", intake.pFlow())
                .param("mode", intake.mode().wireName())
                .param("follows", command.followsIntakeId())
                .param("flow", intake.flowId())
                .param("walk", walkId)
                .param("by", actor.id())
                .param("byName", actor.name())
                .param("actingAs", actor.actingAs())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Newest first; {@code unmet} leaves out intakes after which a published flow was walked. */
    @Transactional(readOnly = true)
    public List<Demand> demand(Filter filter, PageQuery page) {
        var after = page.after();
        return jdbc.sql(
                        """
                        select i.*, w.id as followed_id, w.session_kind as followed_kind, w.status as followed_status
                          from intake i
                          left join lateral (select w.* from %s w order by w.started_at desc, w.id desc limit 1) w on true
                         where i.account_id = :account
                           and (:outcome::text is null or i.outcome = :outcome)
                           and (:reason::text is null or i.reason = :reason)
                           and (:category::text is null or i.category = :category)
                           and (:from::timestamptz is null or i.created_at >= :from::timestamptz)
                           and (:to::timestamptz is null or i.created_at < :to::timestamptz)
                           and (not :unmet or %s)
                           and (:afterAt::timestamptz is null or (i.created_at, i.id) < (:afterAt::timestamptz, :afterId::uuid))
                         order by i.created_at desc, i.id desc limit :limit offset :skip
                        """
                                .formatted(IntakeThread.WALKS, IntakeThread.UNMET))
                .param("account", TenantContext.required())
                .param("outcome", filter.outcome(), Types.VARCHAR)
                .param("reason", filter.reason(), Types.VARCHAR)
                .param("category", filter.category(), Types.VARCHAR)
                .param("from", timestamp(filter.from()), Types.TIMESTAMP)
                .param("to", timestamp(filter.to()), Types.TIMESTAMP)
                .param("unmet", filter.unmet())
                .param("afterAt", after == null ? null : timestamp(after.at()), Types.TIMESTAMP)
                .param("afterId", after == null ? null : after.id().toString(), Types.VARCHAR)
                .param("limit", page.fetch())
                .param("skip", page.skip())
                .query((rs, n) -> {
                    UUID followed = rs.getObject("followed_id", UUID.class);
                    String nearMiss = rs.getString("near_miss");
                    var pFlow = rs.getBigDecimal("p_flow");
                    return new Demand(
                            rs.getObject("id", UUID.class),
                            rs.getString("problem_statement"),
                            rs.getString("outcome"),
                            rs.getString("reason"),
                            rs.getString("category"),
                            nearMiss == null ? null : json.readTree(nearMiss),
                            pFlow == null ? null : pFlow.doubleValue(),
                            rs.getString("mode"),
                            followed == null
                                    ? null
                                    : new FollowedBy(
                                            followed,
                                            rs.getString("followed_kind"),
                                            rs.getString("followed_status")),
                            rs.getString("created_by_name"),
                            rs.getTimestamp("created_at").toInstant());
                })
                .list();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
