package io.resolutionflow.aigateway.provider;

import static io.resolutionflow.aigateway.sql.Rows.instantOrNull;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;
import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.aigateway.provider.Circuits.Breaker;
import io.resolutionflow.aigateway.provider.ProviderHealth.Seen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Health over all replicas, for display only: each writes what it sees every ten seconds, and rows
 * nobody renews are not shown. Global: no account is in it.
 */
@Component
public class SharedHealth {

    private final UUID replica = UUID.randomUUID();
    private final ProviderHealth health;
    private final Circuits circuits;
    private final ModelCatalog catalog;
    private final EmbedderChoice embedder;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile int liveReplicas = 1;

    SharedHealth(
            ProviderHealth health,
            Circuits circuits,
            ModelCatalog catalog,
            EmbedderChoice embedder,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.health = health;
        this.circuits = circuits;
        this.catalog = catalog;
        this.embedder = embedder;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** One replica's view of one model. */
    public record Row(
            Breaker breaker,
            @Nullable Instant coolingUntil,
            @Nullable Instant lastOkAt,
            @Nullable String lastErrorCode,
            boolean lastWasOk,
            long calls,
            long failures,
            @Nullable Long p50Ms) {}

    /** What this replica sees now, then what the others wrote down lately. */
    public List<Row> of(ModelProfile model) {
        List<Row> rows =
                transaction.execute(status ->
                        jdbc.sql(
                                        """
                                        select * from provider_health where endpoint = :endpoint and model = :model
                                           and replica <> :replica and updated_at > now() - interval '30 seconds'
                                        """)
                                .param("endpoint", model.endpoint())
                                .param("model", model.model())
                                .param("replica", replica)
                                .query(SharedHealth::row)
                                .list());
        var all = new java.util.ArrayList<Row>();
        Row own = own(model);
        if (own != null) {
            all.add(own);
        }
        all.addAll(rows == null ? List.of() : rows);
        return all;
    }

    /** Replicas heard of in the last half minute, this one included. */
    public int liveReplicas() {
        return liveReplicas;
    }

    private @Nullable Row own(ModelProfile model) {
        Seen seen = health.of(model.key());
        return seen == null
                ? null
                : new Row(
                        circuits.breaker(model),
                        circuits.coolingUntil(model),
                        seen.lastOkAt(),
                        seen.lastErrorCode(),
                        seen.lastWasOk(),
                        seen.calls(),
                        seen.failures(),
                        seen.p50Ms());
    }

    @Scheduled(fixedDelay = 10_000)
    void share() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            insert into replica (id) values (:replica)
                            on conflict (id) do update set seen_at = now()
                            """)
                    .param("replica", replica)
                    .update();
            liveReplicas =
                    jdbc.sql(
                                    "select count(*) from replica where seen_at > now() - interval '30 seconds'")
                            .query(Integer.class)
                            .single();
            health.known().stream().flatMap(key -> known(key).stream()).forEach(this::write);
            jdbc.sql("delete from provider_health where updated_at < now() - interval '1 hour'")
                    .update();
            jdbc.sql("delete from replica where seen_at < now() - interval '1 hour'").update();
        });
    }

    private Optional<ModelProfile> known(String key) {
        return catalog.model(key)
                .or(() -> embedder.remote().filter(model -> model.key().equals(key)));
    }

    private void write(ModelProfile model) {
        Row row = own(model);
        if (row == null) {
            return;
        }
        jdbc.sql(
                        """
                        insert into provider_health (endpoint, model, replica, state, cooling_until, last_ok_at, last_error_code, last_was_ok,
                                                     calls, failures, p50_ms)
                        values (:endpoint, :model, :replica, :state, :cooling, :ok, :error, :fine, :calls, :failures, :p50)
                        on conflict (endpoint, model, replica) do update
                           set state = excluded.state, cooling_until = excluded.cooling_until, last_ok_at = excluded.last_ok_at,
                               last_error_code = excluded.last_error_code, last_was_ok = excluded.last_was_ok, calls = excluded.calls,
                               failures = excluded.failures, p50_ms = excluded.p50_ms, updated_at = now()
                        """)
                .param("endpoint", model.endpoint())
                .param("model", model.model())
                .param("replica", replica)
                .param("state", row.breaker().wireName())
                .param("cooling", utc(row.coolingUntil()))
                .param("ok", utc(row.lastOkAt()))
                .param("error", row.lastErrorCode())
                .param("fine", row.lastWasOk())
                .param("calls", row.calls())
                .param("failures", row.failures())
                .param("p50", row.p50Ms())
                .update();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                Breaker.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                instantOrNull(row, "cooling_until"),
                instantOrNull(row, "last_ok_at"),
                row.getString("last_error_code"),
                row.getBoolean("last_was_ok"),
                row.getLong("calls"),
                row.getLong("failures"),
                longOrNull(row, "p50_ms"));
    }
}
