package io.resolutionflow.session.output;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of the outputs; the rows are the job (KD-11). */
@Repository
public class ResolutionOutputs {

    public static final List<String> KINDS =
            List.of("psa_ticket_notes", "kb_article", "client_summary");

    private final JdbcClient jdbc;
    private final Ids ids;

    ResolutionOutputs(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** In the transaction of the resolve. A text an engineer edited is kept. */
    public void await(AiSession session, Instant now) {
        for (int i = 0; i < KINDS.size(); i++) {
            jdbc.sql(
                            """
                            insert into session_resolution_output (account_id, id, session_id, kind, position, state, next_attempt_at, updated_at)
                            values (:account, :id, :session, :kind, :position, 'pending', :now, :now)
                            on conflict (account_id, session_id, kind) do update
                               set state = case when session_resolution_output.edited_by is null then 'pending' else 'ready' end,
                                   attempts = 0, error_code = null, next_attempt_at = excluded.next_attempt_at, lease_until = null,
                                   version = session_resolution_output.version + 1, updated_at = excluded.updated_at
                            """)
                    .param("account", session.accountId())
                    .param("id", ids.next())
                    .param("session", session.id())
                    .param("kind", KINDS.get(i))
                    .param("position", i)
                    .param("now", Timestamp.from(now))
                    .update();
        }
    }

    /** The session was taken up again: what was written no longer tells the whole story. */
    public void becomeStale(AiSession session, Instant now) {
        jdbc.sql(
                        """
                        update session_resolution_output set state = 'stale', lease_until = null, updated_at = :now
                         where account_id = :account and session_id = :session
                        """)
                .param("now", Timestamp.from(now))
                .param("account", session.accountId())
                .param("session", session.id())
                .update();
    }

    public List<ResolutionOutput> of(AiSession session) {
        return jdbc.sql(
                        """
                        select * from session_resolution_output where account_id = :account and session_id = :session order by position
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .query(ResolutionOutputs::output)
                .list();
    }

    /** What a person wrote stands; in a session that was taken up again it stays out of date. */
    void edited(AiSession session, String kind, EditOutput.Edit edit, Actor actor, Instant now) {
        jdbc.sql(
                        """
                        update session_resolution_output
                           set content_markdown = :markdown, title = coalesce(:title, title), version = version + 1, edited_by = :by,
                               edited_by_name = :byName, error_code = null, lease_until = null, updated_at = :now,
                               state = case when state = 'stale' then 'stale' else 'ready' end
                         where account_id = :account and session_id = :session and kind = :kind
                        """)
                .param("markdown", edit.contentMarkdown())
                .param("title", edit.title())
                .param("by", actor.id())
                .param("byName", actor.name())
                .param("now", Timestamp.from(now))
                .param("account", session.accountId())
                .param("session", session.id())
                .param("kind", kind)
                .update();
    }

    /** Due once more, whoever wrote what is there. */
    void awaitAgain(AiSession session, String kind, Instant now) {
        jdbc.sql(
                        """
                        update session_resolution_output
                           set state = 'pending', attempts = 0, error_code = null, next_attempt_at = :now, lease_until = null,
                               edited_by = null, edited_by_name = null, version = version + 1, updated_at = :now
                         where account_id = :account and session_id = :session and kind = :kind
                        """)
                .param("now", Timestamp.from(now))
                .param("account", session.accountId())
                .param("session", session.id())
                .param("kind", kind)
                .update();
    }

    /** A leased row. */
    record Due(UUID accountId, UUID id, UUID sessionId, String kind) {}

    /** Leases due rows of any account (docs/cross-tenant-queries.md). */
    List<Due> claim(int limit, int leaseSeconds) {
        return jdbc.sql("select * from claim_due_outputs(:limit, :lease)")
                .param("limit", limit)
                .param("lease", leaseSeconds)
                .query((row, n) ->
                        new Due(
                                row.getObject("account_id", UUID.class),
                                row.getObject("id", UUID.class),
                                row.getObject("session_id", UUID.class),
                                row.getString("kind")))
                .list();
    }

    int attempts(Due due) {
        return number("attempts", due);
    }

    /** Rises with every text that is wanted anew, never with a repeated try. */
    int version(Due due) {
        return number("version", due);
    }

    private int number(String column, Due due) {
        return jdbc.sql(
                        "select "
                                + column
                                + " from session_resolution_output where account_id = :account and id = :id")
                .param("account", due.accountId())
                .param("id", due.id())
                .query(Integer.class)
                .single();
    }

    /** Only while what was asked for is still wanted: a session taken up again meanwhile wins. */
    boolean ready(Due due, int version, String title, String markdown, String source, Instant now) {
        return jdbc.sql(
                                """
                                update session_resolution_output
                                   set state = 'ready', title = :title, content_markdown = :markdown, answer_source = :source, error_code = null,
                                       lease_until = null, version = version + 1, updated_at = :now
                                 where account_id = :account and id = :id and state = 'generating' and version = :version
                                """)
                        .param("version", version)
                        .param("title", title)
                        .param("markdown", markdown)
                        .param("source", source)
                        .param("now", Timestamp.from(now))
                        .param("account", due.accountId())
                        .param("id", due.id())
                        .update()
                == 1;
    }

    /**
     * @param state {@code pending}, {@code waiting_quota} or {@code failed}
     */
    boolean postponed(
            Due due, int version, String state, String errorCode, Instant next, Instant now) {
        return jdbc.sql(
                                """
                                update session_resolution_output
                                   set state = :state, error_code = :code, next_attempt_at = :next, lease_until = null, updated_at = :now
                                 where account_id = :account and id = :id and state = 'generating' and version = :version
                                """)
                        .param("version", version)
                        .param("state", state)
                        .param("code", errorCode)
                        .param("next", Timestamp.from(next))
                        .param("now", Timestamp.from(now))
                        .param("account", due.accountId())
                        .param("id", due.id())
                        .update()
                == 1;
    }

    private static ResolutionOutput output(ResultSet row, int n) throws SQLException {
        String state = row.getString("state");
        boolean waiting = state.equals("pending") || state.equals("waiting_quota");
        return new ResolutionOutput(
                row.getString("kind"),
                state,
                row.getString("title"),
                row.getString("content_markdown"),
                row.getInt("version"),
                row.getInt("attempts"),
                waiting ? at(row, "next_attempt_at") : null,
                row.getString("error_code"),
                row.getString("answer_source"),
                row.getString("edited_by_name"),
                row.getTimestamp("updated_at").toInstant());
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
