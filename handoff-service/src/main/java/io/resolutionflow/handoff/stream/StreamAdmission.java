package io.resolutionflow.handoff.stream;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may keep a stream open: caps over all replicas, and people who lost their access (KD-49). */
@Component
public class StreamAdmission {

    private static final long RETRY_SECONDS = 30;

    private final UUID replica;
    private final StreamLeases leases;
    private final StreamHub hub;
    private final Directory directory;
    private final TransactionTemplate transaction;
    private final HandoffProperties.Stream settings;
    private final Ids ids;

    StreamAdmission(
            StreamLeases leases,
            StreamHub hub,
            Directory directory,
            TransactionTemplate transaction,
            HandoffProperties properties,
            Ids ids) {
        this.replica = ids.next();
        this.leases = leases;
        this.hub = hub;
        this.directory = directory;
        this.transaction = transaction;
        this.settings = properties.stream();
        this.ids = ids;
    }

    /**
     * @throws DomainException 429 {@code too_many_streams}
     */
    public UUID admit(UUID userId) {
        UUID connection = ids.next();
        transaction.executeWithoutResult(status -> {
            StreamLeases.Count count = leases.count(userId, settings.lease());
            if (count.ofAccount() >= settings.accountCap()
                    || count.ofUser() >= settings.userCap()) {
                throw new DomainException(
                                429,
                                "too_many_streams",
                                "Too many live views are open. Close one first.")
                        .retryAfter(RETRY_SECONDS);
            }
            leases.open(connection, userId, replica);
        });
        return connection;
    }

    public void dismiss(UUID connectionId) {
        transaction.executeWithoutResult(status -> leases.close(List.of(connectionId)));
    }

    @Scheduled(fixedDelayString = "${rf.handoff.stream.heartbeat:15s}", initialDelayString = "PT1S")
    void heartbeat() {
        hub.accounts()
                .forEach(account -> {
                    List<StreamConnection> open = hub.connections(account);
                    if (!open.isEmpty()) {
                        TenantContext.run(account, () -> renew(open));
                    }
                });
    }

    private void renew(List<StreamConnection> open) {
        transaction.executeWithoutResult(status ->
                open.forEach(connection -> {
                    UUID user = connection.reader().userId();
                    leases.renew(connection.id());
                    if (!directory.row(user).map(Member::canClaim).orElse(true)) {
                        connection.end("access_revoked");
                    }
                }));
    }
}
