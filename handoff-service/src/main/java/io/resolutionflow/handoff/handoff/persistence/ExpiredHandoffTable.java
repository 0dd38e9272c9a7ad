package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.ExpiredHandoffs;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The listed cross-tenant function {@code claim_expired_handoffs}. */
@Repository
class ExpiredHandoffTable implements ExpiredHandoffs {

    private static final int BATCH = 100;

    private final JdbcClient jdbc;

    ExpiredHandoffTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public List<Due> find(Instant parkBefore, @Nullable Instant escalateBefore) {
        return jdbc.sql(
                        "select * from claim_expired_handoffs(:park::timestamptz, :escalate::timestamptz, :max)")
                .param("park", HandoffTable.time(parkBefore))
                .param("escalate", HandoffTable.time(escalateBefore))
                .param("max", BATCH)
                .query((row, n) ->
                        new Due(
                                row.getObject("account_id", UUID.class),
                                row.getObject("id", UUID.class)))
                .list();
    }
}
