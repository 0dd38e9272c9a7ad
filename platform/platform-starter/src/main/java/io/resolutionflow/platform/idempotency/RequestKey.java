package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.problem.DomainException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The idempotency key of the running request. What writes a lasting effect (an event, an audit row)
 * marks the key in the same transaction: should the process die before the answer is stored, the
 * key is known to have taken effect and is never run a second time. A request that was thought dead
 * and whose key another one holds by now takes no effect any more.
 */
public final class RequestKey {

    private static final ThreadLocal<@Nullable HeldKey> KEY = new ThreadLocal<>();

    private RequestKey() {}

    /**
     * Marks the running request's key, if it has one. Call it inside the transaction of the effect.
     *
     * @throws DomainException 409 {@code idempotency_in_flight} when another request holds the key
     */
    public static void markEffect(JdbcClient jdbc) {
        HeldKey held = KEY.get();
        if (held == null) {
            return;
        }
        Object[] mine = {
            held.key().accountId(),
            held.key().userId(),
            held.key().route(),
            held.key().key(),
            Timestamp.from(held.since())
        };
        boolean marked =
                jdbc.sql(
                                        """
                                        update idempotency_key set effect_at = now()
                                         where account_id = ? and user_id = ? and route = ? and key = ? and started_at = ? and effect_at is null
                                        """)
                                .params(mine)
                                .update()
                        == 1;
        if (!marked && !isMine(jdbc, mine)) {
            throw IdempotencyStep.inFlight();
        }
    }

    /** Locked: nobody takes the key over before this transaction has ended. */
    private static boolean isMine(JdbcClient jdbc, Object[] mine) {
        return jdbc.sql(
                        """
                        select 1 from idempotency_key
                         where account_id = ? and user_id = ? and route = ? and key = ? and started_at = ? for share
                        """)
                .params(mine)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Binds a key to the running thread until closed. */
    static Bound bind(HeldKey key) {
        KEY.set(key);
        return KEY::remove;
    }

    interface Bound extends AutoCloseable {

        @Override
        void close();
    }
}
