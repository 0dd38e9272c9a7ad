package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Key;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The idempotency key of the running request. What writes a lasting effect (an event, an audit row)
 * marks the key in the same transaction: should the process die before the answer is stored, the
 * key is known to have taken effect and is never run a second time.
 */
public final class RequestKey {

    private static final ThreadLocal<@Nullable Key> KEY = new ThreadLocal<>();

    private RequestKey() {}

    /**
     * Marks the running request's key, if it has one. Call it inside the transaction of the effect.
     */
    public static void markEffect(JdbcClient jdbc) {
        Key key = KEY.get();
        if (key == null) {
            return;
        }
        jdbc.sql(
                        """
                        update idempotency_key set effect_at = now()
                         where account_id = ? and user_id = ? and route = ? and key = ? and effect_at is null
                        """)
                .params(key.accountId(), key.userId(), key.route(), key.key())
                .update();
    }

    /** Binds a key to the running thread until closed. */
    static Bound bind(Key key) {
        KEY.set(key);
        return KEY::remove;
    }

    interface Bound extends AutoCloseable {

        @Override
        void close();
    }
}
