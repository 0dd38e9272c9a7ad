package io.resolutionflow.l1walk.desk;

import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The account's audit log of this service, newest first (architecture §5.8). */
@Service
@Transactional(readOnly = true)
public class AuditTrail {

    /** Of this service (contract-l1 §7), and what operators do to its events. */
    public static final Set<String> ACTIONS =
            Set.of(
                    "l1.session.start",
                    "l1.session.take_over",
                    "l1.session.resolve",
                    "l1.session.escalate",
                    "l1.session.escalate_no_walk",
                    "l1.session.abandon",
                    "l1.session.reopen",
                    "l1.session.node_blocked",
                    "l1.ticket.close",
                    "l1.categories.update",
                    "flow.create",
                    "flow.update",
                    "flow.publish",
                    "flow.archive",
                    "flow.unarchive",
                    "flow.delete",
                    "flow.import",
                    "flow.adopt",
                    "flow.switch",
                    "proposal.approve",
                    "proposal.modify",
                    "proposal.reject",
                    "proposal.dismiss",
                    "event.replay",
                    "event.skip",
                    "event.gap_skip");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTrail(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public record Entry(
            UUID id,
            Instant at,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs,
            String action,
            String resourceType,
            String resourceId,
            @Nullable String beforeDigest,
            @Nullable String afterDigest,
            JsonNode details,
            @Nullable String traceId) {}

    public record Filter(
            @Nullable String action,
            @Nullable UUID actorId,
            @Nullable String resourceId,
            @Nullable Instant from,
            @Nullable Instant to) {}

    public List<Entry> read(Filter filter, PageQuery page) {
        var after = page.after();
        return jdbc.sql(
                        """
                        select * from audit_log where account_id = :account
                           and (:action::text is null or action = :action)
                           and (:actor::uuid is null or actor_id = :actor::uuid)
                           and (:resource::text is null or resource_id = :resource)
                           and (:from::timestamptz is null or at >= :from::timestamptz)
                           and (:to::timestamptz is null or at < :to::timestamptz)
                           and (:afterAt::timestamptz is null or (at, id) < (:afterAt::timestamptz, :afterId::uuid))
                         order by at desc, id desc limit :limit offset :skip
                        """)
                .param("account", TenantContext.required())
                .param("action", filter.action(), Types.VARCHAR)
                .param(
                        "actor",
                        filter.actorId() == null ? null : filter.actorId().toString(),
                        Types.VARCHAR)
                .param("resource", filter.resourceId(), Types.VARCHAR)
                .param("from", timestamp(filter.from()), Types.TIMESTAMP)
                .param("to", timestamp(filter.to()), Types.TIMESTAMP)
                .param("afterAt", after == null ? null : timestamp(after.at()), Types.TIMESTAMP)
                .param("afterId", after == null ? null : after.id().toString(), Types.VARCHAR)
                .param("limit", page.fetch())
                .param("skip", page.skip())
                .query((rs, n) ->
                        new Entry(
                                rs.getObject("id", UUID.class),
                                rs.getTimestamp("at").toInstant(),
                                rs.getObject("actor_id", UUID.class),
                                rs.getString("actor_name"),
                                rs.getString("acting_as"),
                                rs.getString("action"),
                                rs.getString("resource_type"),
                                rs.getString("resource_id"),
                                rs.getString("before_digest"),
                                rs.getString("after_digest"),
                                json.readTree(rs.getString("details")),
                                rs.getString("trace_id")))
                .list();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
