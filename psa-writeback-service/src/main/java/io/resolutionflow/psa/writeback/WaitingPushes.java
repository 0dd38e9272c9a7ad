package io.resolutionflow.psa.writeback;

import static io.resolutionflow.psa.rows.Columns.at;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import io.resolutionflow.psa.writeback.AutomaticPush.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes that cannot begin before an earlier one of their source is settled. They wait as rows, in
 * the order they came, so that no event holds up those of other sources and accounts.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class WaitingPushes {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    WaitingPushes(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Whether an earlier push of the same source and kind waits already. */
    boolean isBehindAnother(Trigger trigger) {
        return first(trigger.source(), trigger.kind())
                .filter(waiting -> !waiting.triggerId().equals(trigger.triggerId()))
                .isPresent();
    }

    /** Whether it is its turn among those of its source. */
    boolean isFirst(Trigger trigger) {
        return first(trigger.source(), trigger.kind())
                .filter(waiting -> waiting.triggerId().equals(trigger.triggerId()))
                .isPresent();
    }

    private Optional<Trigger> first(UUID source, WritebackKind kind) {
        return jdbc.sql(
                        """
                        select data from waiting_push where account_id = :account and source_id = :source and kind = :kind
                         order by created_at, trigger_id limit 1
                        """)
                .param("account", TenantContext.required())
                .param("source", source)
                .param("kind", kind.wireName())
                .query((row, n) -> read(new Columns(row).text("data")))
                .optional();
    }

    void keep(Trigger trigger) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        insert into waiting_push (account_id, trigger_id, kind, source_id, handoff_id, data, created_at, next_attempt_at)
                        values (:account, :trigger, :kind, :source, :handoff, :data::jsonb, :now, :now)
                        on conflict (account_id, trigger_id, kind) do nothing
                        """)
                .param("account", TenantContext.required())
                .param("trigger", trigger.triggerId())
                .param("kind", trigger.kind().wireName())
                .param("source", trigger.source())
                .param("handoff", trigger.handoffId())
                .param("data", json.writeValueAsString(trigger))
                .param("now", at(now))
                .update();
    }

    Optional<Trigger> lock(UUID trigger, String kind) {
        return jdbc.sql(
                        """
                        select data from waiting_push where account_id = :account and trigger_id = :trigger and kind = :kind
                           for update
                        """)
                .param("account", TenantContext.required())
                .param("trigger", trigger)
                .param("kind", kind)
                .query((row, n) -> read(new Columns(row).text("data")))
                .optional();
    }

    void remove(Trigger trigger) {
        jdbc.sql(
                        "delete from waiting_push where account_id = :account and trigger_id = :trigger and kind = :kind")
                .param("account", TenantContext.required())
                .param("trigger", trigger.triggerId())
                .param("kind", trigger.kind().wireName())
                .update();
    }

    /** What it followed was taken back. */
    void drop(UUID source, @Nullable UUID handoff) {
        jdbc.sql(
                        """
                        delete from waiting_push where account_id = :account and source_id = :source
                           and (:any or handoff_id = :handoff)
                        """)
                .param("account", TenantContext.required())
                .param("source", source)
                .param("any", handoff == null)
                .param("handoff", handoff)
                .update();
    }

    private Trigger read(String data) {
        return json.readValue(data, Trigger.class);
    }

    /** A waiting push that is due, of any account. */
    record Due(UUID accountId, UUID triggerId, String kind) {}

    /** Across accounts, by a narrow function of the database: ids only. */
    @Transactional
    List<Due> claim(int pauseMs, int limit) {
        return jdbc.sql(
                        "select account_id, trigger_id, kind from claim_waiting_pushes(:pause, :limit)")
                .param("pause", pauseMs)
                .param("limit", limit)
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Due(
                            columns.uuid("account_id"),
                            columns.uuid("trigger_id"),
                            columns.text("kind"));
                })
                .list();
    }
}
