package io.resolutionflow.psa.writeback;

import static io.resolutionflow.psa.writeback.WritebackStore.OPEN;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes of many write-backs at once: cancelled with their reason, due again with their
 * connection.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class WritebackDrops {

    private final JdbcClient jdbc;

    WritebackDrops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int countOpen(UUID connection) {
        return jdbc.sql(
                        "select count(*) from writeback where account_id = :account and connection_id = :connection and "
                                + OPEN)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .query(Integer.class)
                .single();
    }

    void cancelUnsent(UUID connection) {
        jdbc.sql(
                        """
                        update writeback set state = 'cancelled', note_state = 'cancelled', next_attempt_at = null, version = version + 1
                         where account_id = :account and connection_id = :connection and note_state in ('pending', 'rejected')
                           and external_id is null and (lease_until is null or lease_until < now())
                           and state not in ('completed', 'cancelled', 'given_up', 'superseded', 'conflict')
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .update();
    }

    /**
     * Cancels automatic write-backs of a source of which nothing was sent; of one hand-off only
     * when it is named. One that is running now or in doubt is marked, and ends cancelled when it
     * turns out that nothing was sent.
     */
    void dropAutomatic(UUID source, @Nullable UUID handoff) {
        // first the mark: it waits for a runner's commit, so that what follows sees its last state
        drop(
                "drop_requested = true",
                "note_state in ('pending', 'rejected', 'sending', 'unknown', 'reconcile')",
                source,
                handoff);
        drop(
                "state = 'cancelled', note_state = 'cancelled', next_attempt_at = null, version = version + 1",
                "note_state in ('pending', 'rejected') and (lease_until is null or lease_until < now())",
                source,
                handoff);
    }

    private void drop(String sets, String where, UUID source, @Nullable UUID handoff) {
        jdbc.sql(
                        "update writeback set "
                                + sets
                                + " where account_id = :account and coalesce(session_id, walk_id) = :source"
                                + " and origin = 'auto' and (:any or handoff_id = :handoff)"
                                + " and external_id is null and "
                                + where
                                + " and "
                                + OPEN)
                .param("account", TenantContext.required())
                .param("source", source)
                .param("any", handoff == null)
                .param("handoff", handoff)
                .update();
    }

    /** Whether its reason was taken back; the row stays locked, so the answer holds. */
    boolean isDropRequested(UUID id) {
        return jdbc.sql(
                        "select drop_requested from writeback where account_id = :account and id = :id for update")
                .param("account", TenantContext.required())
                .param("id", id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void makeDue(UUID connection) {
        jdbc.sql(
                        """
                        update writeback set next_attempt_at = now()
                         where account_id = :account and connection_id = :connection and state in ('pending_retry', 'unknown')
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .update();
    }
}
