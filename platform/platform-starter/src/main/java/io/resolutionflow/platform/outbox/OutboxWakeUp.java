package io.resolutionflow.platform.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the next reason to look into the outbox: a NOTIFY, or the poll interval. Holds its own
 * connection, because a pooled one cannot LISTEN.
 */
class OutboxWakeUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxWakeUp.class);

    private final String url;
    private final String user;
    private final String password;
    private final String channel;
    private @Nullable Connection connection;

    OutboxWakeUp(String url, String user, String password, String channel) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.channel = channel;
    }

    void await(Duration poll) {
        try {
            listening().unwrap(PGConnection.class).getNotifications((int) poll.toMillis());
        } catch (SQLException e) {
            log.atWarn().addKeyValue("reason", e.getSQLState()).log("outbox wake-up lost, polling");
            close();
            LockSupport.parkNanos(poll.toNanos());
        }
    }

    private Connection listening() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = DriverManager.getConnection(url, user, password);
            try (var statement = open.createStatement()) {
                statement.execute("listen " + channel);
            }
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.atDebug().log("outbox wake-up connection was already gone");
            }
        }
    }
}
