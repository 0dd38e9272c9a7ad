package io.resolutionflow.session.digest;

import io.resolutionflow.session.session.AiSession;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The digest of a chat: written by a job, read by whoever asks a model. */
@Repository
public class HistoryDigests {

    private final JdbcClient jdbc;

    HistoryDigests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the earlier messages came down to; null while there is none. Inside a transaction. */
    public @Nullable String of(AiSession session) {
        return find(session.accountId(), session.id()).map(Digest::text).orElse(null);
    }

    /**
     * @param seq of the last message it covers
     */
    record Digest(@Nullable String text, int seq) {}

    Optional<Digest> find(UUID account, UUID session) {
        return jdbc.sql(
                        "select history_digest, history_digest_seq from ai_session where account_id = :account and id = :id")
                .param("account", account)
                .param("id", session)
                .query((row, n) -> new Digest(row.getString(1), row.getInt(2)))
                .optional();
    }

    record Due(UUID accountId, UUID sessionId) {}

    /** Across accounts (docs/cross-tenant-queries.md). */
    List<Due> due(int limit) {
        return jdbc.sql("select * from due_digests(:limit)")
                .param("limit", limit)
                .query((row, n) ->
                        new Due(
                                row.getObject("account_id", UUID.class),
                                row.getObject("session_id", UUID.class)))
                .list();
    }

    /** Whether this replica may; the others look again later. */
    boolean take(Due due, Instant now, Instant until) {
        return jdbc.sql(
                                """
                                update ai_session set digest_due_at = :until where account_id = :account and id = :id and digest_due_at <= :now
                                """)
                        .param("until", Timestamp.from(until))
                        .param("account", due.accountId())
                        .param("id", due.sessionId())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** A former digest is never put over a later one. */
    void write(Due due, String text, int seq, Instant now) {
        jdbc.sql(
                        """
                        update ai_session set history_digest = :text, history_digest_seq = :seq, digest_due_at = :now
                         where account_id = :account and id = :id and history_digest_seq < :seq
                        """)
                .param("text", text)
                .param("seq", seq)
                .param("now", Timestamp.from(now))
                .param("account", due.accountId())
                .param("id", due.sessionId())
                .update();
    }
}
