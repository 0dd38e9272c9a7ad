package io.resolutionflow.platform.audit;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Append-only record of who acted (architecture §5.8), written in the transaction of the act: no
 * act without its row, no row without its act.
 */
public class AuditLog {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;
    private final TraceIds traces;

    public AuditLog(JdbcClient jdbc, JsonMapper json, Ids ids, Clock clock, TraceIds traces) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.traces = traces;
    }

    /** Who acted; all null for a background job. */
    public record Actor(@Nullable UUID id, @Nullable String name, @Nullable String actingAs) {

        public static Actor system() {
            return new Actor(null, null, null);
        }

        public static Actor of(Caller caller) {
            return new Actor(caller.userId(), caller.name(), caller.actingAs());
        }

        public static Actor onL1(Caller caller) {
            return new Actor(caller.userId(), caller.name(), caller.actingAsOnL1());
        }
    }

    /** Records an act without a change of state to compare, e.g. a read that must be known. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            Actor actor,
            String action,
            String resourceType,
            Object resourceId,
            Map<String, ?> details) {
        record(actor, action, resourceType, resourceId, null, null, details);
    }

    /**
     * @param before state before the act, digested, never stored; null when there was none
     * @param details small facts without customer text or secrets
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            Actor actor,
            String action,
            String resourceType,
            Object resourceId,
            @Nullable Object before,
            @Nullable Object after,
            Map<String, ?> details) {
        jdbc.sql(
                        """
                        insert into audit_log (account_id, id, at, actor_id, actor_name, acting_as, action, resource_type, resource_id,
                                               before_digest, after_digest, details, trace_id)
                        values (:account, :id, :at, :actor, :name, :actingAs, :action, :type, :resource, :before, :after, :details::jsonb, :trace)
                        """)
                .param("account", TenantContext.required())
                .param("id", ids.next())
                .param("at", Timestamp.from(clock.instant()))
                .param("actor", actor.id())
                .param("name", actor.name())
                .param("actingAs", actor.actingAs())
                .param("action", action)
                .param("type", resourceType)
                .param("resource", resourceId.toString())
                .param("before", digest(before))
                .param("after", digest(after))
                .param("details", json.writeValueAsString(details))
                .param("trace", traces.current())
                .update();
    }

    private @Nullable String digest(@Nullable Object state) {
        if (state == null) {
            return null;
        }
        try {
            byte[] bytes = json.writeValueAsString(state).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
