package io.resolutionflow.psa.writeback;

import static io.resolutionflow.psa.rows.Columns.at;
import static io.resolutionflow.psa.rows.Columns.name;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rows of {@code writeback} and its parts and attempts, always of the bound account. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class WritebackStore {

    static final String OPEN =
            "state not in ('completed', 'cancelled', 'given_up', 'superseded', 'conflict')";

    private final JdbcClient jdbc;
    private final Clock clock;

    WritebackStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Writeback> find(UUID id) {
        return select("id = :id", Map.of("id", id)).stream().findFirst();
    }

    Optional<Writeback> lock(UUID id) {
        return select("id = :id for update", Map.of("id", id)).stream().findFirst();
    }

    /** The unfinished one of a session or walk and kind, locked: at most one, by a unique index. */
    Optional<Writeback> lockOpen(UUID source, WritebackKind kind) {
        return select(
                        "coalesce(session_id, walk_id) = :source and kind = :kind and "
                                + OPEN
                                + " for update",
                        Map.of("source", source, "kind", kind.wireName()))
                .stream()
                .findFirst();
    }

    Optional<Writeback> newestOpen(UUID source) {
        return select(
                        "coalesce(session_id, walk_id) = :source and "
                                + OPEN
                                + " order by created_at desc, id desc limit 1",
                        Map.of("source", source))
                .stream()
                .findFirst();
    }

    /** The newest one whose answer the handler was told to come back for. */
    Optional<Writeback> lockOwed(UUID source, WritebackKind kind) {
        return select(
                        "coalesce(session_id, walk_id) = :source and kind = :kind and state = 'completed' and answer_owed"
                                + " order by created_at desc limit 1 for update",
                        Map.of("source", source, "kind", kind.wireName()))
                .stream()
                .findFirst();
    }

    /**
     * Whether one of this source and kind finished since then; seen also when it committed a moment
     * ago.
     */
    boolean completedSince(UUID source, WritebackKind kind, Instant since) {
        return !select(
                        "coalesce(session_id, walk_id) = :source and kind = :kind and state = 'completed' and completed_at > :since",
                        Map.of(
                                "source",
                                source,
                                "kind",
                                kind.wireName(),
                                "since",
                                java.util.Objects.requireNonNull(at(since))))
                .isEmpty();
    }

    Optional<Writeback> completedFor(UUID handoff, WritebackKind kind) {
        return select(
                        "coalesce(effective_handoff_id, handoff_id) = :handoff and kind = :kind and state = 'completed'"
                                + " and note_state = 'confirmed' limit 1",
                        Map.of("handoff", handoff, "kind", kind.wireName()))
                .stream()
                .findFirst();
    }

    List<Writeback> ofSource(UUID source) {
        return select(
                "coalesce(session_id, walk_id) = :source order by created_at desc, id desc",
                Map.of("source", source));
    }

    List<Writeback> log(LogFilter filter, LogPage page) {
        var where = new ArrayList<String>(List.of("true"));
        var values = new LinkedHashMap<String, Object>();
        filter.conditions()
                .forEach((condition, value) -> {
                    where.add(condition);
                    values.put(condition.substring(condition.indexOf(':') + 1), value);
                });
        if (page.before() != null && page.beforeId() != null) {
            where.add("(created_at, id) < (:before, :beforeId)");
            values.put("before", java.util.Objects.requireNonNull(at(page.before())));
            values.put("beforeId", page.beforeId());
        }
        values.put("limit", page.limit());
        values.put("skip", page.skip());
        return select(
                String.join(" and ", where)
                        + " order by created_at desc, id desc limit :limit offset :skip",
                values);
    }

    private List<Writeback> select(String where, Map<String, ?> values) {
        var statement =
                jdbc.sql("select * from writeback where account_id = :account and " + where)
                        .param("account", TenantContext.required());
        for (var value : values.entrySet()) {
            statement = statement.param(value.getKey(), value.getValue());
        }
        return statement.query((row, n) -> WritebackRow.read(row)).list();
    }

    void insert(Writeback w) {
        var values = WritebackRow.values(w);
        values.put("account_id", TenantContext.required());
        values.put("id", w.id());
        values.put("kind", name(w.kind()));
        values.put("session_id", w.source().sessionId());
        values.put("walk_id", w.source().walkId());
        values.put("trigger_id", w.source().triggerId());
        values.put("lease_owner", w.lease().owner());
        values.put("lease_epoch", w.lease().epoch());
        values.put("lease_until", at(w.lease().until()));
        values.put("created_at", at(w.times().createdAt()));
        values.put("updated_at", at(w.times().updatedAt()));
        String columns = String.join(", ", values.keySet());
        String names =
                values.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "));
        bound("insert into writeback (" + columns + ") values (" + names + ")", values).update();
    }

    /**
     * Writes everything a step may change, but only while the lease is this runner's own.
     *
     * @param hold how long the lease goes on from now; null gives it back
     * @throws LeaseLost when somebody else took over
     */
    void save(Writeback w, @Nullable Duration hold) {
        var values = WritebackRow.values(w);
        Instant now = clock.instant();
        values.put("lease_until", hold == null ? null : at(now.plus(hold)));
        values.put("lease_owner", hold == null ? null : w.lease().owner());
        values.put("updated_at", at(now));
        String sets =
                values.keySet().stream()
                        .map(name -> name + " = :" + name)
                        .collect(Collectors.joining(", "));
        values.put("account", TenantContext.required());
        values.put("id", w.id());
        values.put("epoch", w.lease().epoch());
        int written =
                bound(
                                "update writeback set "
                                        + sets
                                        + ", version = version + 1,"
                                        + " completed_at = case when :state = 'completed' then coalesce(completed_at, clock_timestamp()) end"
                                        + " where account_id = :account and id = :id and lease_epoch = :epoch",
                                values)
                        .update();
        if (written == 0) {
            throw new LeaseLost();
        }
    }

    /** Takes the lease; false while somebody else holds it. */
    boolean take(Writeback w, UUID owner, Duration hold) {
        Instant now = clock.instant();
        return jdbc.sql(
                                """
                                update writeback set lease_owner = :owner, lease_epoch = lease_epoch + 1, lease_until = :until, state = 'in_progress'
                                 where account_id = :account and id = :id and lease_epoch = :epoch
                                   and (lease_until is null or lease_until < :now)
                                """)
                        .param("account", TenantContext.required())
                        .param("id", w.id())
                        .param("epoch", w.lease().epoch())
                        .param("owner", owner)
                        .param("until", at(now.plus(hold)))
                        .param("now", at(now))
                        .update()
                == 1;
    }

    Instant databaseTime() {
        return jdbc.sql("select clock_timestamp()")
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }

    private JdbcClient.StatementSpec bound(String sql, Map<String, @Nullable Object> values) {
        var statement = jdbc.sql(sql);
        for (var value : values.entrySet()) {
            statement = statement.param(value.getKey(), value.getValue());
        }
        return statement;
    }
}
