package io.resolutionflow.psa.preview;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Previews in the database: shared by replicas and there after a restart (KD-28). Each method is a
 * transaction.
 */
@Repository
class PreviewStore {

    private static final int KEPT_VERSIONS = 5;

    private final JdbcClient jdbc;
    private final Clock clock;

    PreviewStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Key(PreviewKind kind, UUID sessionId, long stateVersion) {}

    record Row(
            boolean ready,
            int generation,
            @Nullable String markdown,
            @Nullable String answerSource,
            @Nullable Instant generatedAt) {

        Optional<Preview> preview(Key key) {
            return ready
                    ? Optional.of(
                            new Preview(
                                    key.kind().wireName(),
                                    Objects.requireNonNull(markdown),
                                    true,
                                    key.stateVersion(),
                                    Objects.requireNonNull(answerSource),
                                    Objects.requireNonNull(generatedAt)))
                    : Optional.empty();
        }
    }

    @Transactional(readOnly = true)
    Optional<Row> find(Key key) {
        return bind(
                        """
                        select state = 'ready' as ready, generation, markdown, answer_source, generated_at from preview
                         where account_id = :account and kind = :kind and session_id = :session and state_version = :version
                        """,
                        key)
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Row(
                            columns.flag("ready"),
                            columns.number("generation"),
                            columns.textOrNull("markdown"),
                            columns.textOrNull("answer_source"),
                            columns.instantOrNull("generated_at"));
                })
                .optional();
    }

    /**
     * Takes the row for writing: only one of many equal requests gets it.
     *
     * @param regenerate also when a text is there already
     * @return the generation, part of the model call's key; empty when somebody else writes or a
     *     text is there
     */
    @Transactional
    Optional<Integer> claim(Key key, UUID owner, Duration lease, boolean regenerate) {
        Instant now = clock.instant();
        return bind(
                        """
                        insert into preview (account_id, kind, session_id, state_version, state, generation, lease_owner, lease_until, created_at)
                        values (:account, :kind, :session, :version, 'generating', 1, :owner, :until, :now)
                        on conflict (account_id, kind, session_id, state_version) do update
                           set state = 'generating', lease_owner = excluded.lease_owner, lease_until = excluded.lease_until,
                               generation = preview.generation + case when preview.state = 'ready' then 1 else 0 end
                         where (preview.state = 'generating' and preview.lease_until < :now) or (preview.state = 'ready' and :regenerate)
                        returning generation
                        """,
                        key)
                .param("owner", owner)
                .param("until", Columns.at(now.plus(lease)))
                .param("now", Columns.at(now))
                .param("regenerate", regenerate)
                .query(Integer.class)
                .optional();
    }

    @Transactional
    void ready(Key key, UUID owner, PreviewWriter.Written text, Instant now) {
        bind(
                        """
                        update preview set state = 'ready', markdown = :markdown, answer_source = :source, generated_at = :now,
                                           lease_owner = null, lease_until = null
                         where account_id = :account and kind = :kind and session_id = :session and state_version = :version
                           and lease_owner = :owner
                        """,
                        key)
                .param("owner", owner)
                .param("markdown", text.markdown())
                .param("source", text.answerSource())
                .param("now", Columns.at(now))
                .update();
        jdbc.sql(
                        """
                        delete from preview where account_id = :account and kind = :kind and session_id = :session and state = 'ready'
                           and state_version not in (select state_version from preview
                                                      where account_id = :account and kind = :kind and session_id = :session
                                                      order by state_version desc limit :kept)
                        """)
                .param("account", TenantContext.required())
                .param("kind", key.kind().wireName())
                .param("session", key.sessionId())
                .param("kept", KEPT_VERSIONS)
                .update();
    }

    /** Nothing is kept of a failure: the former text stays, or the row goes. */
    @Transactional
    void failed(Key key, UUID owner) {
        bind(
                        """
                        update preview set state = 'ready', lease_owner = null, lease_until = null
                         where account_id = :account and kind = :kind and session_id = :session and state_version = :version
                           and lease_owner = :owner and markdown is not null
                        """,
                        key)
                .param("owner", owner)
                .update();
        bind(
                        """
                        delete from preview
                         where account_id = :account and kind = :kind and session_id = :session and state_version = :version
                           and lease_owner = :owner
                        """,
                        key)
                .param("owner", owner)
                .update();
    }

    /** Removes old previews of all accounts; see docs/cross-tenant-queries.md. */
    @Transactional
    int purge(Instant before) {
        return jdbc.sql("select purge_previews(:before)")
                .param("before", Columns.at(before))
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec bind(String sql, Key key) {
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("kind", key.kind().wireName())
                .param("session", key.sessionId())
                .param("version", key.stateVersion());
    }
}
