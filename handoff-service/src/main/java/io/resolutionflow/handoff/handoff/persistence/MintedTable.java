package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.MintedIds;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code minted_handoff}; rows outlive the idempotency keys they belong to by an hour. */
@Repository
class MintedTable implements MintedIds {

    private final JdbcClient jdbc;

    MintedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public UUID keep(
            UUID userId, UUID sourceId, String idempotencyKey, String bodyDigest, UUID fresh) {
        UUID account = TenantContext.required();
        jdbc.sql(
                        "delete from minted_handoff where account_id = :account and created_at < now() - interval '25 hours'")
                .param("account", account)
                .update();
        jdbc.sql(
                        """
                        insert into minted_handoff (account_id, user_id, source_id, idempotency_key, body_digest, handoff_id)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(account, userId, sourceId, idempotencyKey, bodyDigest, fresh)
                .update();
        return jdbc.sql(
                        """
                        select handoff_id from minted_handoff
                         where account_id = ? and user_id = ? and source_id = ? and idempotency_key = ? and body_digest = ?
                        """)
                .params(account, userId, sourceId, idempotencyKey, bodyDigest)
                .query(UUID.class)
                .single();
    }
}
