package io.resolutionflow.session.similar;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows of vectors. What makes one stale are triggers on the session's own tables, in the
 * transaction of the change: no path can forget it (KD-35).
 */
@Repository
class SessionEmbeddings {

    private final JdbcClient jdbc;

    SessionEmbeddings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param staleSeq what made it stale; news meanwhile raise it
     */
    record Stale(UUID accountId, UUID sessionId, long staleSeq, int attempts) {}

    /** Leases stale rows of any account (docs/cross-tenant-queries.md). */
    List<Stale> claim(int limit, long leaseSeconds) {
        return jdbc.sql("select * from claim_stale_embeddings(:limit, :lease)")
                .param("limit", limit)
                .param("lease", Math.toIntExact(leaseSeconds))
                .query((row, n) ->
                        new Stale(
                                row.getObject("account_id", UUID.class),
                                row.getObject("session_id", UUID.class),
                                row.getLong("stale_seq"),
                                row.getInt("attempts")))
                .list();
    }

    /**
     * What a session is about, in words; empty when it says nothing yet or is gone.
     *
     * @param hash of the vector that is there
     */
    record Source(
            @Nullable String summary,
            @Nullable String domain,
            @Nullable String told,
            @Nullable String firstMessage,
            @Nullable String resolution,
            @Nullable String hash,
            @Nullable String model) {}

    Optional<Source> source(Stale stale) {
        return jdbc.sql(
                        """
                        select s.problem_summary, s.problem_domain, s.intake_content ->> 'text' as told,
                               (select m.content from session_message m
                                 where m.account_id = s.account_id and m.session_id = s.id and m.role = 'user' order by m.seq limit 1) as first_message,
                               case when s.status = 'resolved' then s.resolution_summary end as resolution,
                               case when e.embedding is not null then e.source_hash end as hash, e.model || ':' || e.model_version as model
                          from ai_session s join session_embedding e on e.account_id = s.account_id and e.session_id = s.id
                         where s.account_id = :account and s.id = :session and s.deleted_at is null
                        """)
                .param("account", stale.accountId())
                .param("session", stale.sessionId())
                .query((row, n) ->
                        new Source(
                                row.getString("problem_summary"),
                                row.getString("problem_domain"),
                                row.getString("told"),
                                row.getString("first_message"),
                                row.getString("resolution"),
                                row.getString("hash"),
                                row.getString("model")))
                .optional();
    }

    /** A new vector, unless the session went on meanwhile: then it is due again by itself. */
    void ready(
            Stale stale, float[] vector, String model, String version, String hash, Instant now) {
        jdbc.sql(
                        """
                        update session_embedding
                           set embedding = :vector::vector, model = :model, model_version = :version, source_hash = :hash, in_graph = false,
                               state = case when stale_seq = :seq then 'ready' else state end, attempts = 0, updated_at = :now
                         where account_id = :account and session_id = :session and state = 'stale'
                        """)
                .param("vector", literal(vector))
                .param("model", model)
                .param("version", version)
                .param("hash", hash)
                .param("seq", stale.staleSeq())
                .param("now", Timestamp.from(now))
                .param("account", stale.accountId())
                .param("session", stale.sessionId())
                .update();
    }

    /**
     * @param state {@code ready} when the words are the same as before, {@code empty} when there
     *     are none
     */
    void unchanged(Stale stale, String state, Instant now) {
        jdbc.sql(
                        """
                        update session_embedding set state = :state, attempts = 0, updated_at = :now
                         where account_id = :account and session_id = :session and stale_seq = :seq
                        """)
                .param("state", state)
                .param("now", Timestamp.from(now))
                .param("account", stale.accountId())
                .param("session", stale.sessionId())
                .param("seq", stale.staleSeq())
                .update();
    }

    void again(Stale stale, Instant due) {
        jdbc.sql(
                        """
                        update session_embedding set due_at = :due where account_id = :account and session_id = :session and stale_seq = :seq
                        """)
                .param("due", Timestamp.from(due))
                .param("account", stale.accountId())
                .param("session", stale.sessionId())
                .param("seq", stale.staleSeq())
                .update();
    }

    /** Vectors of any other model become due (docs/cross-tenant-queries.md). */
    int renewOthers(String model, String version, int limit) {
        return jdbc.sql("select renew_embeddings(:model, :version, :limit)")
                .param("model", model)
                .param("version", version)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /** Moves the oldest vectors beyond the limit into the graph, some at a time. */
    int moveIntoGraph(UUID account, int exactLimit, int some) {
        long flat =
                jdbc.sql(
                                """
                                select count(*) from (select 1 from session_embedding
                                                       where account_id = :account and embedding is not null and not in_graph limit :most) counted
                                """)
                        .param("account", account)
                        .param("most", exactLimit + some)
                        .query(Long.class)
                        .single();
        if (flat <= exactLimit) {
            return 0;
        }
        return jdbc.sql(
                        """
                        update session_embedding set in_graph = true
                         where account_id = :account
                           and session_id in (select session_id from session_embedding
                                               where account_id = :account and embedding is not null and not in_graph order by session_id limit :some)
                        """)
                .param("account", account)
                .param("some", Math.min(some, flat - exactLimit))
                .update();
    }

    private static String literal(float[] vector) {
        var text = new StringBuilder("[");
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }
}
