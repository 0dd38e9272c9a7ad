package io.resolutionflow.session.removal;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.upload.RemoveFiles;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes a deleted session's contents and files seven days later (contract-sessions §4.2): files
 * first, then the row, with which everything that hangs on it goes. Audit rows and events stay.
 */
@Component
class RemoveDeletedSessions {

    private static final Logger log = LoggerFactory.getLogger(RemoveDeletedSessions.class);
    private static final int BATCH = 50;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final RemoveFiles files;

    RemoveDeletedSessions(TransactionTemplate transaction, JdbcClient jdbc, RemoveFiles files) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.files = files;
    }

    private record Expired(UUID accountId, UUID sessionId) {}

    @Scheduled(
            initialDelayString = "${rf.session.removal.poll:10m}",
            fixedDelayString = "${rf.session.removal.poll:10m}")
    void run() {
        for (Expired one : Objects.requireNonNull(transaction.execute(tx -> expired()))) {
            TenantContext.run(one.accountId(), () -> remove(one));
        }
    }

    private void remove(Expired one) {
        if (!files.removeAll(one.accountId(), one.sessionId())) {
            return;
        }
        int gone =
                Objects.requireNonNull(
                        transaction.execute(tx ->
                                jdbc.sql(
                                                """
                                                delete from ai_session where account_id = :account and id = :id and deleted_at < now() - interval '7 days'
                                                """)
                                        .param("account", one.accountId())
                                        .param("id", one.sessionId())
                                        .update()));
        if (gone == 1) {
            log.atInfo()
                    .addKeyValue("session_id", one.sessionId())
                    .log("contents of a deleted session removed");
        }
    }

    /** Across accounts (docs/cross-tenant-queries.md). */
    private List<Expired> expired() {
        return jdbc.sql("select * from expired_sessions(:limit)")
                .param("limit", BATCH)
                .query((row, n) ->
                        new Expired(
                                row.getObject("account_id", UUID.class),
                                row.getObject("session_id", UUID.class)))
                .list();
    }
}
