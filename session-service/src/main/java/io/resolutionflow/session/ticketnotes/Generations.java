package io.resolutionflow.session.ticketnotes;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.AiSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of generated texts and their pieces, in the bound account. */
@Repository
class Generations {

    static final String KIND = "ticket_notes";

    private final JdbcClient jdbc;

    Generations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The one running or finished text of this version, if there is one whose writer lives. */
    Optional<Generation> current(AiSession session, Instant now) {
        return jdbc.sql(
                        """
                        select * from session_generation
                         where account_id = :account and session_id = :session and kind = :kind and state_version = :version
                           and (state = 'done' or (state = 'running' and lease_until > :now))
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .param("kind", KIND)
                .param("version", session.stateVersion())
                .param("now", Timestamp.from(now))
                .query(Generations::generation)
                .optional();
    }

    /**
     * Begins a text of this version.
     *
     * @return false when somebody else just did
     */
    boolean begin(AiSession session, UUID id, UUID by, Instant now, Duration lease) {
        jdbc.sql(
                        """
                        update session_generation set state = 'failed', error_code = 'ai_provider_error'
                         where account_id = :account and session_id = :session and kind = :kind and state = 'running' and lease_until <= :now
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .param("kind", KIND)
                .param("now", Timestamp.from(now))
                .update();
        return jdbc.sql(
                                """
                                insert into session_generation (account_id, id, session_id, kind, state_version, state, created_by, created_at, read_at, lease_until)
                                values (:account, :id, :session, :kind, :version, 'running', :by, :now, :now, :lease)
                                on conflict (account_id, session_id, kind, state_version) where state in ('running', 'done') do nothing
                                """)
                        .param("account", session.accountId())
                        .param("id", id)
                        .param("session", session.id())
                        .param("kind", KIND)
                        .param("version", session.stateVersion())
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .param("lease", Timestamp.from(now.plus(lease)))
                        .update()
                == 1;
    }

    /** What a reader who has everything up to {@code after} does not have yet. */
    Generation.Progress progress(UUID id, int after) {
        Generation generation =
                jdbc.sql(
                                "select * from session_generation where account_id = :account and id = :id")
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .query(Generations::generation)
                        .single();
        List<Generation.Piece> pieces =
                jdbc.sql(
                                """
                                select seq, text from session_generation_chunk
                                 where account_id = :account and generation_id = :id and seq > :after order by seq
                                """)
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .param("after", after)
                        .query((row, n) ->
                                new Generation.Piece(row.getInt("seq"), row.getString("text")))
                        .list();
        return new Generation.Progress(generation, pieces);
    }

    /** Somebody reads. */
    void read(UUID id, Instant now) {
        change(id, "read_at = :at", now);
    }

    /** The answer has begun. */
    void begun(UUID id, String source, Instant now, Duration lease) {
        jdbc.sql(
                        """
                        update session_generation set answer_source = :source, lease_until = :lease, read_at = :now
                         where account_id = :account and id = :id and state = 'running'
                        """)
                .param("source", source)
                .param("now", Timestamp.from(now))
                .param("lease", Timestamp.from(now.plus(lease)))
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    void append(UUID id, int seq, String text, Instant now, Duration lease) {
        jdbc.sql(
                        """
                        insert into session_generation_chunk (account_id, generation_id, seq, text) values (:account, :id, :seq, :text)
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("seq", seq)
                .param("text", text)
                .update();
        renew(id, now, lease);
    }

    void renew(UUID id, Instant now, Duration lease) {
        change(id, "lease_until = :at", now.plus(lease));
    }

    /** Whether nobody has read for so long; a text that is no longer running counts as left. */
    boolean left(UUID id, Instant before) {
        return jdbc.sql(
                                """
                                select count(*) from session_generation
                                 where account_id = :account and id = :id and state = 'running' and read_at >= :before
                                """)
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .param("before", Timestamp.from(before))
                        .query(Integer.class)
                        .single()
                == 0;
    }

    void done(UUID id, String markdown) {
        jdbc.sql(
                        """
                        update session_generation set state = 'done', markdown = :markdown where account_id = :account and id = :id and state = 'running'
                        """)
                .param("markdown", markdown)
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    /**
     * @param state {@code failed} or {@code cancelled}
     */
    void ended(UUID id, String state, String code, String detail) {
        jdbc.sql(
                        """
                        update session_generation set state = :state, error_code = :code, error_detail = :detail
                         where account_id = :account and id = :id and state = 'running'
                        """)
                .param("state", state)
                .param("code", code)
                .param("detail", detail)
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    /** Across accounts (docs/cross-tenant-queries.md). */
    int endOrphaned() {
        return jdbc.sql("select end_orphaned_generations()").query(Integer.class).single();
    }

    private void change(UUID id, String what, Instant at) {
        jdbc.sql(
                        "update session_generation set "
                                + what
                                + " where account_id = :account and id = :id and state = 'running'")
                .param("at", Timestamp.from(at))
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    private static Generation generation(ResultSet row, int n) throws SQLException {
        return new Generation(
                row.getObject("id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getLong("state_version"),
                row.getString("state"),
                row.getString("answer_source"),
                row.getString("markdown"),
                text(row, "error_code"),
                text(row, "error_detail"));
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }
}
