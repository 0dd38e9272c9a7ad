package io.resolutionflow.platform.idempotency;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of {@code idempotency_key}, each call in a transaction of its own, in the caller's account.
 */
class IdempotencyStore {

    /**
     * A request that runs longer than this died with its process; its key may be taken over. Longer
     * than any route's timeout.
     */
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

    record Known(String bodyHash, @Nullable Stored answer, boolean abandoned) {}

    /** Takes the key for a new request; false when it is known already. */
    boolean begin(Key key, String bodyHash) {
        Instant now = clock.instant();
        return Boolean.TRUE.equals(
                transaction.execute(status ->
                        jdbc.sql(
                                                """
                                                insert into idempotency_key (account_id, user_id, route, key, body_hash, state, started_at, expires_at)
                                                values (?, ?, ?, ?, ?, 'in_flight', ?, ?)
                                                on conflict (account_id, user_id, route, key) do update
                                                    set body_hash = excluded.body_hash, state = 'in_flight', status = null, headers = null, body = null, effect_at = null,
                                                        started_at = excluded.started_at, expires_at = excluded.expires_at
                                                    where idempotency_key.expires_at <= excluded.started_at
                                                """)
                                        .params(
                                                key.accountId(),
                                                key.userId(),
                                                key.route(),
                                                key.key(),
                                                bodyHash,
                                                Timestamp.from(now),
                                                Timestamp.from(now.plus(KEPT)))
                                        .update()
                                == 1));
    }

    /**
     * Takes over the key of a request whose process died; not when it had taken effect, unless its
     * operation goes on from what is stored.
     */
    boolean takeOver(Key key, boolean resumable) {
        Instant now = clock.instant();
        return Boolean.TRUE.equals(
                transaction.execute(status ->
                        jdbc.sql(
                                                """
                                                update idempotency_key set started_at = ?
                                                 where account_id = ? and user_id = ? and route = ? and key = ? and state = 'in_flight' and started_at < ?
                                                           and (? or effect_at is null)
                                                """)
                                        .params(
                                                Timestamp.from(now),
                                                key.accountId(),
                                                key.userId(),
                                                key.route(),
                                                key.key(),
                                                Timestamp.from(now.minus(ABANDONED_AFTER)),
                                                resumable)
                                        .update()
                                == 1));
    }

    Optional<Known> find(Key key) {
        Instant abandonedBefore = clock.instant().minus(ABANDONED_AFTER);
        return java.util.Objects.requireNonNull(
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
                                                        : null,
                                                row.getTimestamp("started_at")
                                                        .toInstant()
                                                        .isBefore(abandonedBefore)))
                                .optional()));
    }

    void finish(Key key, Stored answer) {
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                """
                                update idempotency_key set state = 'done', status = ?, headers = ?, body = ?
                                 where account_id = ? and user_id = ? and route = ? and key = ?
                                """)
                        .params(
                                answer.status(),
                                json.writeValueAsString(answer.headers()),
                                answer.body(),
                                key.accountId(),
                                key.userId(),
                                key.route(),
                                key.key())
                        .update());
    }

    void free(Key key) {
        transaction.executeWithoutResult(status ->
                jdbc.sql(
                                "delete from idempotency_key where account_id = ? and user_id = ? and route = ? and key = ?")
                        .params(key.accountId(), key.userId(), key.route(), key.key())
                        .update());
    }

    private Map<String, String> headers(@Nullable String stored) {
        return stored == null
                ? Map.of()
                : json.readValue(stored, new TypeReference<Map<String, String>>() {});
    }
}
