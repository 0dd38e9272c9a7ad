package io.resolutionflow.psa.connection;

import io.resolutionflow.contracts.event.psa.PsaConnectionChanged;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.outbox.Outbox;
import io.resolutionflow.psa.connector.PsaAccess.ZoneMemory;
import io.resolutionflow.psa.connector.PsaFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns what calls showed into the state of the connection (contract-psa §2.1), each time in a
 * transaction of its own.
 */
@Service
class ConnectionHealth {

    private static final int REJECTED_BEFORE_PAUSE = 2;
    private static final Duration WORTH_WRITING = Duration.ofMinutes(1);

    private final ConnectionStore store;
    private final Resumption resumption;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    ConnectionHealth(
            ConnectionStore store,
            Resumption resumption,
            TransactionTemplate transaction,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.resumption = resumption;
        this.transaction = transaction;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param tested by a person's test, which tells itself what follows from it
     */
    void answered(PsaConnection connection, boolean tested) {
        Instant last = connection.health().lastOkAt();
        boolean known =
                connection.status() == ConnectionStatus.OK
                        && connection.health().rejectedInARow() == 0
                        && last != null
                        && last.isAfter(clock.instant().minus(WORTH_WRITING));
        if (!known) {
            transaction.executeWithoutResult(status -> {
                store.answered(connection.id());
                if (!tested) {
                    resumption.worksAgain(connection, null);
                }
            });
        }
    }

    void failed(PsaConnection connection, PsaFailure failure) {
        switch (failure.kind()) {
            case NOT_SENT, UNKNOWN ->
                    transaction.executeWithoutResult(
                            status -> store.unreachable(connection.id(), failure.reason()));
            case CREDENTIALS ->
                    transaction.executeWithoutResult(status -> {
                        if (store.rejected(connection.id()) >= REJECTED_BEFORE_PAUSE) {
                            pause(connection, "credentials_rejected");
                        }
                    });
            case REFUSED, THROTTLED, CIRCUIT_OPEN -> {}
        }
    }

    void unreadable(PsaConnection connection) {
        transaction.executeWithoutResult(status -> {
            pause(connection, "credentials_unreadable");
            audit.record(
                    AuditLog.Actor.system(),
                    "connection.unreadable",
                    "psa_connection",
                    connection.id(),
                    Map.of("provider", connection.provider().wireName()));
        });
    }

    private void pause(PsaConnection connection, String reason) {
        if (store.pause(connection.id(), reason)) {
            outbox.append(
                    PsaConnectionChanged.PAUSED,
                    connection.id(),
                    new PsaConnectionChanged(
                            connection.id(),
                            connection.provider().wireName(),
                            connection.displayName(),
                            reason,
                            null,
                            null,
                            null,
                            clock.instant()));
        }
    }

    ZoneMemory zoneOf(PsaConnection connection) {
        var zone = new AtomicReference<@Nullable String>(connection.zone());
        return new ZoneMemory() {
            @Override
            public @Nullable String known() {
                return zone.get();
            }

            @Override
            public void remember(String told) {
                if (!told.equals(zone.getAndSet(told))) {
                    transaction.executeWithoutResult(
                            status -> store.rememberZone(connection.id(), told));
                }
            }
        };
    }
}
