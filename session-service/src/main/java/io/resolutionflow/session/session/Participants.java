package io.resolutionflow.session.session;

import io.resolutionflow.platform.id.Ids;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who owns, works and worked a session: rows, not a string in JSON (KD-14). */
@Repository
public class Participants {

    private final JdbcClient jdbc;
    private final Ids ids;

    Participants(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Both rows of the person who begins. */
    public void begin(AiSession session, @Nullable UUID handoffId, Instant now) {
        insert(session, session.ownerId(), "owner", null, now);
        insert(session, session.handlerId(), "handler", handoffId, now);
    }

    /** Ends whoever worked the session and enters its present handler. */
    public void handlerChanged(AiSession session, @Nullable UUID handoffId, Instant now) {
        jdbc.sql(
                        """
                        update session_participant set until = :now
                         where account_id = :account and session_id = :session and relation = 'handler' and until is null
                        """)
                .param("now", Timestamp.from(now))
                .param("account", session.accountId())
                .param("session", session.id())
                .update();
        insert(session, session.handlerId(), "handler", handoffId, now);
    }

    public boolean everHandled(AiSession session, UUID user) {
        return jdbc.sql(
                        """
                        select 1 from session_participant
                         where account_id = :account and session_id = :session and user_id = :user and relation = 'handler' limit 1
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .param("user", user)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whether anybody but the owner works it or worked it. */
    public boolean othersHandled(AiSession session) {
        return handlers(session).stream().anyMatch(who -> !who.equals(session.ownerId()));
    }

    public int handlerCount(AiSession session) {
        return handlers(session).size();
    }

    /** Everybody who handles or handled it, in the order they came. */
    public List<UUID> handlers(AiSession session) {
        return jdbc.sql(
                        """
                        select user_id from session_participant
                         where account_id = :account and session_id = :session and relation = 'handler' group by user_id order by min(since)
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .query(UUID.class)
                .list();
    }

    private void insert(
            AiSession session, UUID user, String relation, @Nullable UUID handoffId, Instant now) {
        jdbc.sql(
                        """
                        insert into session_participant (account_id, id, session_id, user_id, relation, handoff_id, since, session_created_at)
                        values (:account, :id, :session, :user, :relation, :handoff, :since, :created)
                        """)
                .param("account", session.accountId())
                .param("id", ids.next())
                .param("session", session.id())
                .param("user", user)
                .param("relation", relation)
                .param("handoff", handoffId)
                .param("since", Timestamp.from(now))
                .param("created", Timestamp.from(session.createdAt()))
                .update();
    }
}
