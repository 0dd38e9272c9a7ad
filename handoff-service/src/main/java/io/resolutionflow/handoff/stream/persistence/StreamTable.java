package io.resolutionflow.handoff.stream.persistence;

import io.resolutionflow.handoff.stream.StreamEvents;
import io.resolutionflow.handoff.stream.StreamRow;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tables {@code stream_counter} and {@code stream_event}. */
@Repository
class StreamTable implements StreamEvents {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    StreamTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public long append(
            String type, UUID handoffId, UUID originator, String intent, ObjectNode payload) {
        UUID account = TenantContext.required();
        long seq =
                jdbc.sql(
                                """
                                insert into stream_counter (account_id, last_seq) values (?, 1)
                                on conflict (account_id) do update set last_seq = stream_counter.last_seq + 1
                                returning last_seq
                                """)
                        .params(account)
                        .query(Long.class)
                        .single();
        jdbc.sql(
                        """
                        insert into stream_event (account_id, seq, event_type, handoff_id, originator_id, intent, payload)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .params(
                        account,
                        seq,
                        type,
                        handoffId,
                        originator,
                        intent,
                        json.writeValueAsString(payload))
                .update();
        return seq;
    }

    @Override
    public long current() {
        return jdbc.sql("select last_seq from stream_counter where account_id = ?")
                .params(TenantContext.required())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public List<StreamRow> after(long seq, int max) {
        return jdbc.sql(
                        "select * from stream_event where account_id = ? and seq > ? order by seq limit ?")
                .params(TenantContext.required(), seq, max)
                .query((row, n) ->
                        new StreamRow(
                                row.getLong("seq"),
                                row.getString("event_type"),
                                row.getObject("originator_id", UUID.class),
                                row.getString("intent"),
                                (ObjectNode) json.readTree(row.getString("payload"))))
                .list();
    }

    @Override
    public boolean has(long seq) {
        return jdbc.sql("select 1 from stream_event where account_id = ? and seq = ?")
                .params(TenantContext.required(), seq)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    @Transactional
    public int purge(Instant before, int most) {
        return jdbc.sql("select purge_stream_events(?, ?)")
                .params(Timestamp.from(before), most)
                .query(Integer.class)
                .single();
    }
}
