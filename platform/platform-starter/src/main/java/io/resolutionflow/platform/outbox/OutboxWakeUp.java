package io.resolutionflow.platform.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the next reason to look into the outbox: a commit of this process, a NOTIFY of another,
 * or the poll interval. Listens on its own connection, because a pooled one cannot LISTEN.
 */
class OutboxWakeUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxWakeUp.class);
    private static final Duration LISTENS = Duration.ofSeconds(1);

    private final String process = UUID.randomUUID().toString();
    private final Semaphore reasons = new Semaphore(0);
    private final String url;
    private final String user;
    private final String password;
    private final String channel;
    private @Nullable Thread listener;
    private volatile boolean closed;

    OutboxWakeUp(String url, String user, String password, String channel) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.channel = channel;
    }

    String channel() {
        return channel;
    }

    /** What this process puts into its own notices, which tell it nothing new. */
    String process() {
        return process;
    }

    /** There is a reason to look. */
    void signal() {
        if (reasons.availablePermits() == 0) {
            reasons.release();
        }
    }

    void await(Duration poll) {
        if (listener == null) {
            listener = Thread.ofVirtual().name("outbox-listener").start(this::listen);
        }
        try {
            if (reasons.tryAcquire(poll.toNanos(), TimeUnit.NANOSECONDS)) {
                // one look answers all reasons there were before it
                reasons.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + channel);
                }
                // what was committed while nobody listened
                signal();
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                log.atWarn()
                        .addKeyValue("reason", e.getSQLState())
                        .log("outbox wake-up lost, polling");
                LockSupport.parkNanos(LISTENS.toNanos());
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification[] heard = connection.getNotifications((int) LISTENS.toMillis());
            if (heard != null) {
                for (PGNotification one : heard) {
                    if (!one.getParameter().equals(process)) {
                        signal();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        signal();
    }
}
