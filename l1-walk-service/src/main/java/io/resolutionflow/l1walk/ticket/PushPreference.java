package io.resolutionflow.l1walk.ticket;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether closing a PSA-backed walk writes a note there: known from events, asked for once when no
 * event came yet (KD-66).
 */
@Service
public class PushPreference {

    private final JdbcClient jdbc;
    private final PsaTickets psa;
    private final TransactionTemplate transaction;

    PushPreference(JdbcClient jdbc, PsaTickets psa, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.psa = psa;
        this.transaction = transaction;
    }

    /**
     * Asks the PSA service when unknown, so never inside a transaction. Not answered counts as
     * wanted: the note then decides.
     */
    public boolean wanted() {
        return Optional.ofNullable(transaction.execute(status -> known()))
                .flatMap(known -> known)
                .or(() -> Optional.ofNullable(psa.autoPush()))
                .orElse(true);
    }

    @Transactional
    public void changed(boolean autoPush, Instant at) {
        jdbc.sql(
                        """
                        insert into account_preference (account_id, auto_push_l1, updated_at) values (:account, :push, :at)
                        on conflict (account_id) do update set auto_push_l1 = excluded.auto_push_l1, updated_at = excluded.updated_at
                         where account_preference.updated_at <= excluded.updated_at
                        """)
                .param("account", TenantContext.required())
                .param("push", autoPush)
                .param("at", Timestamp.from(at))
                .update();
    }

    private Optional<Boolean> known() {
        return jdbc.sql("select auto_push_l1 from account_preference where account_id = :account")
                .param("account", TenantContext.required())
                .query(Boolean.class)
                .optional();
    }
}
