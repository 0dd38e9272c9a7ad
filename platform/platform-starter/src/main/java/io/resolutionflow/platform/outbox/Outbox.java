package io.resolutionflow.platform.outbox;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.idempotency.RequestKey;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.tenancy.ServiceSchema;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
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
     * @param type past tense with the owner's prefix, e.g. {@code l1.walk_started}
     * @param aggregateId the aggregate whose order the event belongs to; also the CloudEvents
     *     subject
     * @param data a record of {@code contracts}, serialised as the event's data
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Appended append(String type, UUID aggregateId, Object data) {
        UUID account = TenantContext.required();
        UUID eventId = ids.next();
        String aggregate = aggregateId.toString();
        long seq = insert(type, account, aggregate, eventId, json.writeValueAsString(data));
        RequestKey.markEffect(jdbc);
        notices.afterCommit();
        return new Appended(eventId, seq);
    }

    /**
     * The sequence is taken under the row lock of the aggregate's counter, held to the commit:
     * commit order is sequence order.
     */
    private long insert(String type, UUID account, String aggregate, UUID eventId, String payload) {
        return jdbc.sql(
                        """
                        with next as (
                            insert into aggregate_sequence (account_id, aggregate_id, last_seq) values (:account, :aggregate, 1)
                            on conflict (account_id, aggregate_id) do update set last_seq = aggregate_sequence.last_seq + 1
                            returning last_seq
                        )
                        insert into outbox_event (account_id, event_id, shard, topic, type, aggregate_id, aggregate_seq, payload, traceparent, occurred_at)
                        values (:account, :event, :shard, :topic, :type, :aggregate, (select last_seq from next), :payload, :traceparent, :at)
                        returning aggregate_seq
                        """)
                .param("account", account)
                .param("event", eventId)
                .param("shard", shard(account, aggregate))
                .param("topic", service.topic())
                .param("type", type)
                .param("aggregate", aggregate)
                .param("payload", payload)
                .param("traceparent", traces.traceparent())
                .param("at", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    static int shard(UUID account, String aggregate) {
        return Math.floorMod((account + ":" + aggregate).hashCode(), SHARDS);
    }

    static String channel(String schema) {
        return "outbox_" + schema;
    }
}
