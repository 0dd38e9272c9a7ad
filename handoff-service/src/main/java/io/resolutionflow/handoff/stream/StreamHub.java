package io.resolutionflow.handoff.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.platform.sse.SseStream;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The open streams of this replica (contract-handoffs §5). The truth is the table: a ring says only
 * "look again", so a lost or doubled ring changes nothing, and any number of replicas works without
 * sticky routing.
 */
@Component
public class StreamHub {

    private static final Logger log = LoggerFactory.getLogger(StreamHub.class);
    private static final int BATCH = 200;

    private final StreamEvents events;
    private final TransactionTemplate transaction;
    private final HandoffProperties.Stream settings;
    private final Map<UUID, AccountFeed> feeds = new ConcurrentHashMap<>();

    StreamHub(
            StreamEvents events,
            TransactionTemplate transaction,
            HandoffProperties properties,
            MeterRegistry meters) {
        this.events = events;
        this.transaction = transaction;
        this.settings = properties.stream();
        meters.gauge("rf_stream_connections", feeds, StreamHub::count);
    }

    private static double count(Map<UUID, AccountFeed> feeds) {
        return feeds.values().stream().mapToInt(feed -> feed.connections().size()).sum();
    }

    /** A connection and the position from which it hears live rows. */
    record Joined(StreamConnection connection, long position) {}

    Joined join(UUID account, UUID connectionId, Reader reader, SseStream stream) {
        var connection = new StreamConnection(connectionId, reader, stream, settings.buffer());
        long position =
                feeds.computeIfAbsent(account, key -> new AccountFeed())
                        .join(connection, () -> inAccount(account, events::current));
        return new Joined(connection, position);
    }

    void leave(UUID account, StreamConnection connection) {
        AccountFeed feed = feeds.get(account);
        if (feed != null) {
            feed.leave(connection);
        }
    }

    /** Something may be new in this account. */
    public void ring(UUID account) {
        AccountFeed feed = feeds.get(account);
        if (feed != null && feed.ring()) {
            Thread.ofVirtual().name("stream-feed").start(() -> read(account, feed));
        }
    }

    /** The net for the time Kafka is away. */
    @Scheduled(fixedDelayString = "${rf.handoff.stream.poll:5s}")
    void ringAll() {
        feeds.keySet().forEach(this::ring);
    }

    List<UUID> accounts() {
        return List.copyOf(feeds.keySet());
    }

    List<StreamConnection> connections(UUID account) {
        AccountFeed feed = feeds.get(account);
        return feed == null ? List.of() : feed.connections();
    }

    private void read(UUID account, AccountFeed feed) {
        try {
            feed.read(after -> inAccount(account, () -> events.after(after, BATCH)));
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .log("stream rows could not be read, the next ring tries again");
        }
    }

    private <T> T inAccount(UUID account, java.util.function.Supplier<T> work) {
        return TenantContext.call(
                account, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
