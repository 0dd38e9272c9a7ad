package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;

import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys of completions (contract-ai §3.4): a success is kept for 24 h, anything else
 * frees the key. The scope is account and task, so no other tenant's answer can come out.
 */
public final class CompletionKeys {

    /** Beyond this an answer is not kept, and its key is free again. */
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private CompletionKeys() {}

    /**
     * @param answer null while the request runs
     */
    public record Known(String bodyHash, byte @Nullable [] answer) {}

    public static Query<Known> find(UUID account, String task, String key) {
        return Statement.sql(
                        """
                        select body_hash, answer from completion_key
                         where account_id = :account and task = :task and key = :key and (state = 'in_flight' or expires_at > now())
                        """)
                .param("account", account)
                .param("task", task)
                .param("key", key)
                .reading((row, n) -> new Known(row.getString("body_hash"), row.getBytes("answer")));
    }

    /**
     * The moment it was taken, by the database's clock; empty when another request has the key. A
     * finished one past its day is taken over.
     */
    static Query<Instant> take(
            UUID account, String task, String key, String bodyHash, UUID request) {
        return Statement.sql(
                        """
                        insert into completion_key (account_id, task, key, body_hash, state, request_id, expires_at)
                        values (:account, :task, :key, :hash, 'in_flight', :request, now() + interval '24 hours')
                        on conflict (account_id, task, key) do update
                           set body_hash = excluded.body_hash, state = 'in_flight', request_id = excluded.request_id,
                               answer = null, expires_at = excluded.expires_at
                         where completion_key.state = 'done' and completion_key.expires_at <= now()
                        returning clock_timestamp() as taken_at
                        """)
                .param("account", account)
                .param("task", task)
                .param("key", key)
                .param("hash", bodyHash)
                .param("request", request)
                .reading((row, n) -> instant(row, "taken_at"));
    }

    /** The answer under its key; without one that may be kept, the key is free again. */
    static Statement finished(
            UUID account, String task, String key, UUID request, byte @Nullable [] answer) {
        if (answer == null || answer.length > LONGEST_ANSWER) {
            return freed(account, task, key, request);
        }
        return Statement.sql(
                        """
                        update completion_key set state = 'done', answer = :answer, expires_at = now() + interval '24 hours'
                         where account_id = :account and task = :task and key = :key and request_id = :request
                        """)
                .param("account", account)
                .param("task", task)
                .param("key", key)
                .param("request", request)
                .param("answer", answer);
    }

    static Statement freed(UUID account, String task, String key, UUID request) {
        return Statement.sql(
                        """
                        delete from completion_key
                         where account_id = :account and task = :task and key = :key and request_id = :request and state = 'in_flight'
                        """)
                .param("account", account)
                .param("task", task)
                .param("key", key)
                .param("request", request);
    }
}
