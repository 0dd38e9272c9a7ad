package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of {@code idempotency_key}, each call in a transaction of its own, in the caller's account.
 */
class IdempotencyStore {

    /** A key that was not renewed for so long may be taken over: its process died. */
    static final Duration LEASE = Duration.ofSeconds(20);

    /** Without a lease: longer than any route's timeout. */
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(150);

    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    IdempotencyStore(
            JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    record Key(UUID accountId, UUID userId, String route, String key) {}

    record Stored(int status, Map<String, String> headers, byte[] body) {}

    record Known(String bodyHash, @Nullable Stored answer) {}

    /** Takes the key for a new request; empty when it is known already. */
    Optional<HeldKey> begin(Key key, String bodyHash) {
        Instant now = now();
        boolean taken =
                changed(() ->
                        jdbc.sql(
                                        """
                                        insert into idempotency_key (account_id, user_id, route, key, body_hash, state, started_at, lease_until, expires_at)
                                        values (?, ?, ?, ?, ?, 'in_flight', ?, ?, ?)
                                        on conflict (account_id, user_id, route, key) do update
                                            set body_hash = excluded.body_hash, state = 'in_flight', status = null, headers = null, body = null, effect_at = null,
                                                started_at = excluded.started_at, lease_until = excluded.lease_until, expires_at = excluded.expires_at
                                            where idempotency_key.expires_at <= excluded.started_at
                                        """)
                                .params(
                                        key.accountId(),
                                        key.userId(),
                                        key.route(),
                                        key.key(),
                                        bodyHash,
                                        Timestamp.from(now),
                                        Timestamp.from(now.plus(LEASE)),
                                        Timestamp.from(now.plus(KEPT)))
                                .update());
        return taken ? Optional.of(new HeldKey(key, now)) : Optional.empty();
    }

    /**
     * Takes over the key of a request whose process died; not when it had taken effect, unless its
     * operation goes on from what is stored.
     */
    Optional<HeldKey> takeOver(Key key, boolean resumable) {
        Instant now = now();
        boolean taken =
                changed(() ->
                        jdbc.sql(
                                        """
                                        update idempotency_key set started_at = ?, lease_until = ?
                                         where account_id = ? and user_id = ? and route = ? and key = ? and state = 'in_flight'
                                           and coalesce(lease_until < ?, started_at < ?) and (? or effect_at is null)
                                        """)
                                .params(
                                        Timestamp.from(now),
                                        Timestamp.from(now.plus(LEASE)),
                                        key.accountId(),
                                        key.userId(),
                                        key.route(),
                                        key.key(),
                                        Timestamp.from(now),
                                        Timestamp.from(now.minus(ABANDONED_AFTER)),
                                        resumable)
                                .update());
        return taken ? Optional.of(new HeldKey(key, now)) : Optional.empty();
    }

    /** The requests are still running. */
    void renew(UUID account, List<HeldKey> keys) {
        Timestamp until = Timestamp.from(now().plus(LEASE));
        TenantContext.run(
                account,
                () ->
                        transaction.executeWithoutResult(
                                status -> keys.forEach(held -> renew(held, until))));
    }

    private void renew(HeldKey held, Timestamp until) {
        Key key = held.key();
        jdbc.sql(
                        """
                        update idempotency_key set lease_until = ?
                         where account_id = ? and user_id = ? and route = ? and key = ? and state = 'in_flight' and started_at = ?
                        """)
                .params(
                        until,
                        key.accountId(),
                        key.userId(),
                        key.route(),
                        key.key(),
                        Timestamp.from(held.since()))
                .update();
    }

    private boolean changed(IntSupplier statement) {
        return Boolean.TRUE.equals(transaction.execute(status -> statement.getAsInt() == 1));
    }

    /** As PostgreSQL keeps it: a moment read back equals the one written. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Optional<Known> find(Key key) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql(
                                        """
                                        select * from idempotency_key where account_id = ? and user_id = ? and route = ? and key = ?
                                        """)
                                .params(key.accountId(), key.userId(), key.route(), key.key())
                                .query((row, n) ->
                                        new Known(
                                                row.getString("body_hash"),
                                                row.getString("state").equals("done")
                                                        ? new Stored(
                                                                row.getInt("status"),
                                                                headers(row.getString("headers")),
                                                                row.getBytes("body"))
                                                        : null))
                                .optional()));
    }

    /** Nothing when another request holds the key by now. */
    void finish(HeldKey held, Stored answer) {
        Key key = held.key();
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                """
                                update idempotency_key set state = 'done', status = ?, headers = ?, body = ?
                                 where account_id = ? and user_id = ? and route = ? and key = ? and started_at = ?
                                """)
                        .params(
                                answer.status(),
                                json.writeValueAsString(answer.headers()),
                                answer.body(),
                                key.accountId(),
                                key.userId(),
                                key.route(),
                                key.key(),
                                Timestamp.from(held.since()))
                        .update());
    }

    /** Nothing when another request holds the key by now. */
    void free(HeldKey held) {
        Key key = held.key();
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                """
                                delete from idempotency_key where account_id = ? and user_id = ? and route = ? and key = ? and started_at = ?
                                """)
                        .params(
                                key.accountId(),
                                key.userId(),
                                key.route(),
                                key.key(),
                                Timestamp.from(held.since()))
                        .update());
    }

    private Map<String, String> headers(@Nullable String stored) {
        return stored == null
                ? Map.of()
                : json.readValue(stored, new TypeReference<Map<String, String>>() {});
    }
}
