package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.aigateway.sql.Statements.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Idempotency keys of completions (contract-ai §3.4): a success is kept for 24 h, anything else
 * frees the key. The scope is account and task, so no other tenant's answer can come out.
 */
@Repository
public class CompletionKeys {

    /** Beyond this an answer is not kept, and its key is free again. */
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final JdbcClient jdbc;
    private final Statements statements;

    CompletionKeys(JdbcClient jdbc, Statements statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /**
     * @param answer null while the request runs
     */
    public record Known(String bodyHash, byte @Nullable [] answer) {}

    @Transactional(readOnly = true)
    public Optional<Known> find(UUID account, String task, String key) {
        return jdbc.sql(
                        """
                        select body_hash, answer from completion_key
                         where account_id = :account and task = :task and key = :key and (state = 'in_flight' or expires_at > now())
                        """)
                .param("account", account)
                .param("task", task)
                .param("key", key)
                .query((row, n) -> new Known(row.getString("body_hash"), row.getBytes("answer")))
                .optional();
    }

    /**
     * The moment it was taken, by the database's clock; empty when another request has the key. A
     * finished one past its day is taken over.
     */
    Optional<Instant> take(UUID account, String task, String key, String bodyHash, UUID request) {
        return jdbc.sql(
                        """
                        insert into completion_key (account_id, task, key, body_hash, state, request_id, expires_at)
                        values (:account, :task, :key, :hash, 'in_flight', :request, now() + interval '24 hours')
                        on conflict (account_id, task, key) do update
                           set body_hash = excluded.body_hash, state = 'in_flight', request_id = excluded.request_id,
                               answer = null, expires_at = excluded.expires_at
                         where completion_key.state = 'done' and completion_key.expires_at <= now()
                        returning clock_timestamp()
                        """)
                .param("account", account)
                .param("task", task)
                .param("key", key)
                .param("hash", bodyHash)
                .param("request", request)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** The answer under its key; without one that may be kept, the key is free again. */
    Statement finished(
            UUID account, String task, String key, UUID request, byte @Nullable [] answer) {
        if (answer == null || answer.length > LONGEST_ANSWER) {
            return freed(account, task, key, request);
        }
        return Statements.sql(
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

    void free(UUID account, String task, String key, UUID request) {
        statements.run(List.of(freed(account, task, key, request)));
    }

    private static Statement freed(UUID account, String task, String key, UUID request) {
        return Statements.sql(
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
