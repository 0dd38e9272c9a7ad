package io.resolutionflow.session.similar;

import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.SessionGuard;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Sessions near one the caller may read: own ones in full, resolved ones of the account as a
 * redacted summary (KD-17). The database function knows the rules; it takes the account from the
 * transaction.
 */
@Service
public class FindSimilar {

    private final SessionGuard guard;
    private final JdbcClient jdbc;

    FindSimilar(SessionGuard guard, JdbcClient jdbc) {
        this.guard = guard;
        this.jdbc = jdbc;
    }

    public List<SimilarSession> to(Actor actor, UUID sessionId, int limit) {
        return guard.reading(actor, sessionId, session -> near(actor, session, limit));
    }

    private List<SimilarSession> near(Actor actor, AiSession session, int limit) {
        return jdbc.sql(
                        """
                        select n.readable, n.similarity, s.id, s.status, s.title, s.problem_summary, s.problem_domain, s.resolution_summary,
                               s.matched_flow_id, s.matched_flow_name, s.resolved_at, h.problem, h.resolution, h.domain, h.resolved_on
                          from similar_sessions(:session, :user, :shared, :limit) n
                          join ai_session s on s.account_id = :account and s.id = n.session_id
                          left join session_shared_summary h on h.account_id = :account and h.session_id = n.session_id
                         order by n.similarity desc, n.session_id
                        """)
                .param("session", session.id())
                .param("user", actor.id())
                .param("shared", actor.engineer())
                .param("limit", limit)
                .param("account", session.accountId())
                .query(FindSimilar::item)
                .list();
    }

    private static SimilarSession item(ResultSet row, int n) throws SQLException {
        boolean readable = row.getBoolean("readable");
        double similarity =
                BigDecimal.valueOf(Math.clamp(row.getDouble("similarity"), 0, 1))
                        .setScale(3, RoundingMode.HALF_UP)
                        .doubleValue();
        if (!readable) {
            Date on = row.getDate("resolved_on");
            return new SimilarSession(
                    null,
                    true,
                    similarity,
                    row.getString("status"),
                    null,
                    row.getString("problem"),
                    row.getString("domain"),
                    row.getString("resolution"),
                    row.getObject("matched_flow_id", UUID.class),
                    row.getString("matched_flow_name"),
                    on == null ? null : on.toLocalDate());
        }
        var resolved = row.getTimestamp("resolved_at");
        return new SimilarSession(
                row.getObject("id", UUID.class),
                false,
                similarity,
                row.getString("status"),
                row.getString("title"),
                row.getString("problem_summary"),
                row.getString("problem_domain"),
                row.getString("resolution_summary"),
                row.getObject("matched_flow_id", UUID.class),
                row.getString("matched_flow_name"),
                resolved == null
                        ? null
                        : java.time.LocalDate.ofInstant(
                                resolved.toInstant(), java.time.ZoneOffset.UTC));
    }
}
