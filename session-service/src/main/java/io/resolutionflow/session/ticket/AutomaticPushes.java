package io.resolutionflow.session.ticket;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.AiSession;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Whether closing or escalating a session writes into its ticket without anybody asking: the
 * account's switches, as events told them last. They fill answers only (contract-sessions §11);
 * what is written, and what became of it, is for psa-writeback-service to say.
 */
@Repository
public class AutomaticPushes {

    /** A push on its way, in the words of contract-psa §8.3. */
    private static final Push ON_ITS_WAY = new Push("pending_retry", null);

    private final JdbcClient jdbc;

    AutomaticPushes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What an answer says of the ticket.
     *
     * @param status {@code pending_retry}, {@code sent}, {@code failed}; null when nothing is
     *     written
     * @param error fit for people
     */
    public record Push(@Nullable String status, @Nullable String error) {}

    private record Switches(boolean onResolve, boolean onEscalate) {}

    /** For the answer to who resolved the session just now. */
    public Push ofResolved(AiSession session) {
        return switches().onResolve() ? begun(session) : known(session);
    }

    /** For the answer to who escalated the session just now. */
    public Push ofEscalated(AiSession session) {
        return switches().onEscalate() ? begun(session) : known(session);
    }

    private static Push begun(AiSession session) {
        return session.ticket().psaTicketId() == null ? known(session) : ON_ITS_WAY;
    }

    private static Push known(AiSession session) {
        return new Push(session.psaPushStatus(), session.psaPushError());
    }

    private Switches switches() {
        return jdbc.sql(
                        "select on_resolve, on_escalate from push_preference where account_id = :account")
                .param("account", TenantContext.required())
                .query((row, n) -> new Switches(row.getBoolean(1), row.getBoolean(2)))
                .optional()
                .orElse(new Switches(false, false));
    }

    /** Null leaves a switch as it is. */
    public void switched(@Nullable Boolean onResolve, @Nullable Boolean onEscalate) {
        jdbc.sql(
                        """
                        insert into push_preference as known (account_id, on_resolve, on_escalate)
                        values (:account, coalesce(:resolve::boolean, false), coalesce(:escalate::boolean, false))
                        on conflict (account_id) do update
                           set on_resolve = coalesce(:resolve::boolean, known.on_resolve),
                               on_escalate = coalesce(:escalate::boolean, known.on_escalate)
                        """)
                .param("account", TenantContext.required())
                .param("resolve", onResolve)
                .param("escalate", onEscalate)
                .update();
    }
}
