package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import io.resolutionflow.psa.secret.CredentialVault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a rotation of the keyset: seals the secrets of older keys anew, in batches, while they are
 * in use (contract-psa §3). It can stop anywhere and go on: what is left is what still names an old
 * key.
 */
@Component
class RekeyConnections {

    private static final Logger log = LoggerFactory.getLogger(RekeyConnections.class);
    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final ConnectionStore store;
    private final ConnectionHealth health;
    private final CredentialVault vault;
    private final TransactionTemplate transaction;
    private final AuditLog audit;

    RekeyConnections(
            JdbcClient jdbc,
            ConnectionStore store,
            ConnectionHealth health,
            CredentialVault vault,
            TransactionTemplate transaction,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.store = store;
        this.health = health;
        this.vault = vault;
        this.transaction = transaction;
        this.audit = audit;
    }

    private record Row(UUID account, UUID id) {}

    @Scheduled(
            fixedDelayString = "${rf.psa.rekey.every:10m}",
            initialDelayString = "${rf.psa.rekey.first:30s}")
    void sealAnew() {
        List<Row> batch;
        do {
            batch = batch();
            long done = batch.stream().filter(this::sealAnew).count();
            if (done == 0) {
                // somebody else works on the same rows, or they cannot be read: not in a circle
                return;
            }
            log.atInfo()
                    .addKeyValue("connections", done)
                    .log("secrets sealed with the current key");
        } while (batch.size() == BATCH);
    }

    private List<Row> batch() {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql("select account_id, id from claim_rows_for_rekey(:key, :limit)")
                                .param("key", vault.primaryKeyId())
                                .param("limit", BATCH)
                                .query((row, n) -> {
                                    var columns = new Columns(row);
                                    return new Row(columns.uuid("account_id"), columns.uuid("id"));
                                })
                                .list()));
    }

    private boolean sealAnew(Row row) {
        return TenantContext.call(
                row.account(),
                () -> Boolean.TRUE.equals(transaction.execute(status -> sealInside(row))));
    }

    private boolean sealInside(Row row) {
        PsaConnection connection = store.find(row.id()).orElse(null);
        byte[] before = connection == null ? null : connection.ciphertext();
        if (connection == null || before == null) {
            return false;
        }
        try {
            var sealed =
                    vault.seal(
                            row.account(), row.id(), vault.open(row.account(), row.id(), before));
            boolean written = store.reseal(row.id(), before, sealed.ciphertext(), sealed.keyId());
            if (written) {
                audit.record(
                        AuditLog.Actor.system(),
                        "connection.rekey",
                        "psa_connection",
                        row.id(),
                        Map.of("key_id", sealed.keyId()));
            }
            return written;
        } catch (UnreadableSecret e) {
            health.unreadable(connection);
            return false;
        }
    }
}
