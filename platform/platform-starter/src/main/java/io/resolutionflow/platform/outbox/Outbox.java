package io.resolutionflow.platform.outbox;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.idempotency.RequestKey;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.tenancy.ServiceSchema;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an event in the transaction of the change that caused it (architecture §6). Published
 * afterwards by {@link OutboxRelay}; a rolled-back change leaves no event, a committed one always
 * has its own.
 */
public class Outbox {

    static final int SHARDS = 64;

    /**
     * The sequence is taken under the row lock of the aggregate's counter, held to the commit:
     * commit order is sequence order.
     */
    private static final String INSERT =
            """
            with next as (
                insert into aggregate_sequence (account_id, aggregate_id, last_seq) values (:account, :aggregate, 1)
                on conflict (account_id, aggregate_id) do update set last_seq = aggregate_sequence.last_seq + 1
                returning last_seq
            )
            insert into outbox_event (account_id, event_id, shard, topic, type, aggregate_id, aggregate_seq, payload, traceparent, occurred_at)
            values (:account, :event, :shard, :topic, :type, :aggregate, (select last_seq from next), :payload, :traceparent, :at)
            returning aggregate_seq
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;
    private final TraceIds traces;
    private final ServiceSchema service;
    private final OutboxNotices notices;

    Outbox(
            JdbcClient jdbc,
            JsonMapper json,
            Ids ids,
            Clock clock,
            TraceIds traces,
            ServiceSchema service,
            OutboxNotices notices) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.traces = traces;
        this.service = service;
        this.notices = notices;
    }

    /** What was written: the event's id and its place among the events of its aggregate, from 1. */
    public record Appended(UUID eventId, long aggregateSeq) {}

    /**
     * The write of one event, for a caller that sends it together with others.
     *
     * @param sql always the same text, with named parameters; gives the {@code aggregate_seq}
     */
    public record Insert(String sql, Map<String, @Nullable Object> params) {}

    /**
     * @param type past tense with the owner's prefix, e.g. {@code l1.walk_started}
     * @param aggregateId the aggregate whose order the event belongs to; also the CloudEvents
     *     subject
     * @param data a record of {@code contracts}, serialised as the event's data
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Appended append(String type, UUID aggregateId, Object data) {
        UUID eventId = ids.next();
        Insert insert = insert(eventId, type, aggregateId, data);
        long seq = jdbc.sql(insert.sql()).params(insert.params()).query(Long.class).single();
        effected();
        return new Appended(eventId, seq);
    }

    /**
     * As {@link #append}, for a caller that runs the statement itself, in this transaction and
     * once. An event whose statement never runs was never there.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Insert insert(String type, UUID aggregateId, Object data) {
        Insert insert = insert(ids.next(), type, aggregateId, data);
        effected();
        return insert;
    }

    private void effected() {
        RequestKey.markEffect(jdbc);
        notices.afterCommit();
    }

    private Insert insert(UUID eventId, String type, UUID aggregateId, Object data) {
        UUID account = TenantContext.required();
        String aggregate = aggregateId.toString();
        var params = new HashMap<String, @Nullable Object>();
        params.put("account", account);
        params.put("event", eventId);
        params.put("shard", shard(account, aggregate));
        params.put("topic", service.topic());
        params.put("type", type);
        params.put("aggregate", aggregate);
        params.put("payload", json.writeValueAsString(data));
        params.put("traceparent", traces.traceparent());
        params.put("at", Timestamp.from(clock.instant()));
        return new Insert(INSERT, params);
    }

    static int shard(UUID account, String aggregate) {
        return Math.floorMod((account + ":" + aggregate).hashCode(), SHARDS);
    }

    static String channel(String schema) {
        return "outbox_" + schema;
    }
}
