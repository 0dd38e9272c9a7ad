package io.resolutionflow.psa.connection;

import io.resolutionflow.contracts.event.psa.PsaConnectionChanged;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What follows when a connection that was paused works again (contract-psa §2.1). */
@Component
class Resumption {

    private final ConnectionStore store;
    private final OpenWritebacks writebacks;
    private final Outbox outbox;
    private final Clock clock;

    Resumption(ConnectionStore store, OpenWritebacks writebacks, Outbox outbox, Clock clock) {
        this.store = store;
        this.writebacks = writebacks;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * In the transaction of the success: what was kept becomes due, and everybody is told, once.
     *
     * @param by who tested it; null when a call was answered
     */
    void worksAgain(PsaConnection connection, AuditLog.@Nullable Actor by) {
        store.takeResume(connection.id())
                .ifPresent(reason -> {
                    writebacks.makeDue(connection.id());
                    outbox.append(
                            PsaConnectionChanged.RESUMED,
                            connection.id(),
                            new PsaConnectionChanged(
                                    connection.id(),
                                    connection.provider().wireName(),
                                    connection.displayName(),
                                    reason,
                                    by == null ? null : by.id(),
                                    by == null ? null : by.name(),
                                    by == null ? null : by.actingAs(),
                                    clock.instant()));
                });
    }
}
