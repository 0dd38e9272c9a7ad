package io.resolutionflow.handoff.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.stream.StreamHub.Joined;
import io.resolutionflow.platform.sse.ReaderGone;
import io.resolutionflow.platform.sse.SseMailbox;
import io.resolutionflow.platform.sse.SseNext;
import io.resolutionflow.platform.sse.SseResume;
import io.resolutionflow.platform.sse.SseStream;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves one reader from the first byte to the last (contract-handoffs §5): what they missed, then
 * what comes.
 */
@Component
public class StreamSession {

    private final StreamHub hub;
    private final StreamEvents events;
    private final TransactionTemplate transaction;
    private final HandoffProperties.Stream settings;
    private final JsonMapper json;
    private final Clock clock;
    private final MeterRegistry meters;

    StreamSession(
            StreamHub hub,
            StreamEvents events,
            TransactionTemplate transaction,
            HandoffProperties properties,
            JsonMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.hub = hub;
        this.events = events;
        this.transaction = transaction;
        this.settings = properties.stream();
        this.json = json;
        this.clock = clock;
        this.meters = meters;
    }

    /** Writes until the reader leaves, the token expires, or the service stops. */
    public void serve(UUID connectionId, Reader reader, SseStream stream)
            throws ReaderGone, InterruptedException {
        UUID account = TenantContext.required();
        Joined joined = hub.join(account, connectionId, reader, stream);
        try {
            SseResume resume = resume(stream, joined.position());
            stream.retry();
            stream.event(
                    Long.toString(resume.position()),
                    StreamTypes.READY,
                    ready(account, resume.position(), stream));
            if (resume.brokenBy() != null) {
                resync(stream, account, resume.brokenBy(), resume.position());
            }
            replay(reader, resume.position(), joined.position(), stream);
            long floor = Math.max(joined.position(), resume.position());
            follow(account, joined.connection(), floor, stream);
        } finally {
            hub.leave(account, joined.connection());
        }
    }

    /** Decided after joining: whatever commits later is heard live. */
    private SseResume resume(SseStream stream, long live) {
        if (stream.lastEventId().isEmpty()) {
            return new SseResume(live, null);
        }
        return Objects.requireNonNull(
                transaction.execute(status ->
                        SseResume.from(
                                stream.lastEventId().get(),
                                live,
                                events.current(),
                                events::has,
                                settings.replayMax())));
    }

    private void replay(Reader reader, long from, long to, SseStream stream) throws ReaderGone {
        if (from >= to) {
            return;
        }
        List<StreamRow> rows =
                Objects.requireNonNull(
                        transaction.execute(status -> events.after(from, settings.replayMax())));
        for (StreamRow row : rows) {
            if (row.seq() <= to && reader.wants(row)) {
                send(row, reader, stream);
            }
        }
    }

    /**
     * @param floor rows up to here are not sent: the reader has them
     */
    private void follow(UUID account, StreamConnection connection, long floor, SseStream stream)
            throws ReaderGone, InterruptedException {
        SseMailbox<StreamRow> mailbox = connection.mailbox();
        while (true) {
            switch (stream.take(mailbox)) {
                case SseNext.Item<StreamRow>(StreamRow row) -> {
                    if (row.seq() > floor) {
                        send(row, connection.reader(), stream);
                    }
                }
                case SseNext.Overflow<StreamRow>(StreamRow newest) ->
                        resync(stream, account, "slow_consumer", newest.seq());
                case SseNext.End<StreamRow>(String reason) -> {
                    stream.retry();
                    stream.event(
                            null,
                            StreamTypes.END,
                            data(StreamTypes.END, account).put("reason", reason));
                    return;
                }
            }
        }
    }

    private void send(StreamRow row, Reader reader, SseStream stream) throws ReaderGone {
        stream.event(
                Long.toString(row.seq()), row.type(), ReaderView.of(row, reader, clock.instant()));
    }

    private void resync(SseStream stream, UUID account, String reason, long position)
            throws ReaderGone {
        meters.counter("rf_stream_resync", "reason", reason).increment();
        stream.event(
                Long.toString(position),
                StreamTypes.RESYNC,
                data(StreamTypes.RESYNC, account)
                        .put("reason", reason)
                        .put("position", Long.toString(position)));
    }

    private ObjectNode ready(UUID account, long position, SseStream stream) {
        return data(StreamTypes.READY, account)
                .put("position", Long.toString(position))
                .put("server_time", clock.instant().toString())
                .put("expires_at", stream.expiresAt().toString())
                .put("keep_alive_seconds", stream.keepAlive().toSeconds());
    }

    private ObjectNode data(String type, UUID account) {
        return json.createObjectNode()
                .put("type", type)
                .put("account_id", account.toString())
                .put("occurred_at", clock.instant().toString());
    }
}
