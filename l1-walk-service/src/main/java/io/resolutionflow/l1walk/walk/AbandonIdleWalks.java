package io.resolutionflow.l1walk.walk;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Abandons walks nobody worked on for a day, so that their tickets are open again (contract-l1 §6,
 * §14).
 */
@Component
class AbandonIdleWalks {

    private static final Logger log = LoggerFactory.getLogger(AbandonIdleWalks.class);
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AbandonWalk abandoning;
    private final Clock clock;
    private final int idleHours;

    AbandonIdleWalks(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AbandonWalk abandoning,
            Clock clock,
            @Value("${rf.l1.idle-hours}") int idleHours) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.abandoning = abandoning;
        this.clock = clock;
        this.idleHours = idleHours;
    }

    private record Idle(UUID accountId, UUID walkId) {}

    @Scheduled(fixedDelayString = "${rf.l1.idle-every-ms}")
    void run() {
        Instant untouchedSince = clock.instant().minus(Duration.ofHours(idleHours));
        for (Idle idle : due()) {
            TenantContext.run(
                    idle.accountId(), () -> abandoning.abandonIdle(idle.walkId(), untouchedSince));
            log.atInfo().addKeyValue("walk_id", idle.walkId()).log("idle walk abandoned");
        }
    }

    /**
     * Without an account bound: only the definer function sees across accounts, and gives ids only.
     */
    private List<Idle> due() {
        List<Idle> found =
                transaction.execute(status ->
                        jdbc.sql("select * from claim_idle_walks(:n, :hours)")
                                .param("n", AT_ONCE)
                                .param("hours", idleHours)
                                .query(Idle.class)
                                .list());
        return found == null ? List.of() : found;
    }
}
