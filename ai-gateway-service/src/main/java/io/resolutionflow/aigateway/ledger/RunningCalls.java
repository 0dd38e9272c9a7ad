package io.resolutionflow.aigateway.ledger;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the leases of this replica's running calls alive: one statement every ten seconds, whatever
 * their number and accounts. A replica that died renews nothing, so its holds come back after one
 * lease.
 */
@Component
class RunningCalls {

    static final Duration LEASE = Duration.ofSeconds(30);

    private final UUID owner = UUID.randomUUID();
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RunningCalls(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    UUID owner() {
        return owner;
    }

    void began(UUID request) {
        running.add(request);
    }

    void ended(UUID request) {
        running.remove(request);
    }

    @Scheduled(fixedDelay = 10_000)
    void renew() {
        UUID[] requests = running.toArray(UUID[]::new);
        if (requests.length == 0) {
            return;
        }
        transaction.executeWithoutResult(status ->
                jdbc.sql("select renew_holds(:owner, :requests::uuid[], :leaseMs)")
                        .param("owner", owner)
                        .param("requests", requests)
                        .param("leaseMs", (int) LEASE.toMillis())
                        .query(Integer.class)
                        .single());
    }
}
