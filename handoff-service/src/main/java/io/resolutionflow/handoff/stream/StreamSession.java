package io.resolutionflow.handoff.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.stream.StreamConnection.Next;
import io.resolutionflow.handoff.stream.StreamHub.Joined;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves one reader from the first byte to the last (contract-handoffs §5); runs on the request's
 * own virtual thread.
 */
@Component
public class StreamSession {

    private static final int RETRY_MIN_MS = 2_000;
    private static final int RETRY_MAX_MS = 5_000;

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

    /** Where a reader goes on: the position, or why the queue has to be fetched again. */
    private record Resume(long position, @Nullable String resyncReason) {}

    /**
     * Writes until the reader leaves, the token expires, or the service stops.
     *
     * @param expiresAt the token's expiry: the stream ends there
     * @throws IOException when the reader is gone
     */
    public void serve(
            UUID connectionId,
            Reader reader,
            @Nullable String lastEventId,
            Instant expiresAt,
            SseSink sink)
            throws IOException, InterruptedException {
        UUID account = TenantContext.required();
        Joined joined = hub.join(account, connectionId, reader);
        try {
            Resume resume = resume(lastEventId, joined.position());
            joined.connection().startAfter(Math.max(joined.position(), resume.position()));
            sink.retry(ThreadLocalRandom.current().nextInt(RETRY_MIN_MS, RETRY_MAX_MS));
            sink.event(
                    resume.position(),
                    StreamTypes.READY,
                    ready(account, resume.position(), expiresAt));
            if (resume.resyncReason() != null) {
                resync(sink, account, resume.resyncReason(), resume.position());
            }
            replay(reader, resume.position(), joined.position(), sink);
            follow(account, joined.connection(), expiresAt, sink);
        } finally {
            hub.leave(account, joined.connection());
        }
    }

    /** Decided after joining: whatever commits later is heard live. */
    private Resume resume(@Nullable String lastEventId, long live) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return new Resume(live, null);
        }
        long last;
        try {
            last = Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            return new Resume(live, "unknown_id");
        }
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    long newest = events.current();
                    if (last < 0 || last > newest) {
                        return new Resume(live, "unknown_id");
                    }
                    if (last < newest && !events.has(last + 1)) {
                        return new Resume(live, "too_old");
                    }
                    return newest - last > settings.replayMax()
                            ? new Resume(live, "too_many")
                            : new Resume(last, null);
                }));
    }

    private void replay(Reader reader, long from, long to, SseSink sink) throws IOException {
        if (from >= to) {
            return;
        }
        List<StreamRow> rows =
                Objects.requireNonNull(
                        transaction.execute(status -> events.after(from, settings.replayMax())));
        for (StreamRow row : rows) {
            if (row.seq() <= to && reader.wants(row)) {
                sink.event(row.seq(), row.type(), ReaderView.of(row, reader, clock.instant()));
            }
        }
    }

    private void follow(UUID account, StreamConnection connection, Instant expiresAt, SseSink sink)
            throws IOException, InterruptedException {
        while (true) {
            Duration left = Duration.between(clock.instant(), expiresAt);
            if (left.isNegative() || left.isZero()) {
                end(sink, account, "token_expired");
                return;
            }
            Duration patience =
                    left.compareTo(settings.keepAlive()) < 0 ? left : settings.keepAlive();
            switch (connection.take(patience)) {
                case Next.Row(StreamRow row) ->
                        sink.event(
                                row.seq(),
                                row.type(),
                                ReaderView.of(row, connection.reader(), clock.instant()));
                case Next.Overflow(long position) ->
                        resync(sink, account, "slow_consumer", position);
                case Next.Silence() -> sink.keepAlive();
                case Next.End(String reason) -> {
                    sink.retry(ThreadLocalRandom.current().nextInt(RETRY_MIN_MS, RETRY_MAX_MS));
                    end(sink, account, reason);
                    return;
                }
            }
        }
    }

    private void resync(SseSink sink, UUID account, String reason, long position)
            throws IOException {
        meters.counter("rf_stream_resync", "reason", reason).increment();
        sink.event(
                position,
                StreamTypes.RESYNC,
                data(StreamTypes.RESYNC, account)
                        .put("reason", reason)
                        .put("position", Long.toString(position)));
    }

    private void end(SseSink sink, UUID account, String reason) throws IOException {
        sink.event(null, StreamTypes.END, data(StreamTypes.END, account).put("reason", reason));
    }

    private ObjectNode ready(UUID account, long position, Instant expiresAt) {
        return data(StreamTypes.READY, account)
                .put("position", Long.toString(position))
                .put("server_time", clock.instant().toString())
                .put("expires_at", expiresAt.toString())
                .put("keep_alive_seconds", settings.keepAlive().toSeconds());
    }

    private ObjectNode data(String type, UUID account) {
        return json.createObjectNode()
                .put("type", type)
                .put("account_id", account.toString())
                .put("occurred_at", clock.instant().toString());
    }
}
