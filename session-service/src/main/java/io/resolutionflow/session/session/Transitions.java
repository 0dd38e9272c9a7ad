package io.resolutionflow.session.session;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only history of a session's status, its audit rows, and the memory that makes internal
 * writes repeatable.
 */
@Repository
public class Transitions {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ids ids;
    private final AuditLog audit;

    Transitions(JdbcClient jdbc, JsonMapper json, Ids ids, AuditLog audit) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.audit = audit;
    }

    /**
     * One transition.
     *
     * @param result the answer a replay gives again; null for what is never replayed
     */
    public record Entry(
            Trigger trigger,
            @Nullable SessionStatus from,
            @Nullable SessionStatus to,
            Actor actor,
            @Nullable UUID handoffId,
            @Nullable UUID writebackId,
            @Nullable Integer claimEpoch,
            @Nullable String reason,
            Map<String, Object> cleared,
            @Nullable Object result,
            Instant at) {

        public static Entry of(
                Trigger trigger,
                @Nullable SessionStatus from,
                @Nullable SessionStatus to,
                Actor actor,
                Instant at) {
            return new Entry(trigger, from, to, actor, null, null, null, null, Map.of(), null, at);
        }

        public Entry handoff(@Nullable UUID id, @Nullable Integer epoch) {
            return new Entry(
                    trigger, from, to, actor, id, writebackId, epoch, reason, cleared, result, at);
        }

        public Entry writeback(UUID id) {
            return new Entry(
                    trigger,
                    from,
                    to,
                    actor,
                    handoffId,
                    id,
                    claimEpoch,
                    reason,
                    cleared,
                    result,
                    at);
        }

        public Entry because(@Nullable String why) {
            return new Entry(
                    trigger,
                    from,
                    to,
                    actor,
                    handoffId,
                    writebackId,
                    claimEpoch,
                    why,
                    cleared,
                    result,
                    at);
        }

        public Entry cleared(Cleared what) {
            return new Entry(
                    trigger,
                    from,
                    to,
                    actor,
                    handoffId,
                    writebackId,
                    claimEpoch,
                    reason,
                    what.values(),
                    result,
                    at);
        }

        public Entry answering(Object answer) {
            return new Entry(
                    trigger,
                    from,
                    to,
                    actor,
                    handoffId,
                    writebackId,
                    claimEpoch,
                    reason,
                    cleared,
                    answer,
                    at);
        }
    }

    /** A transition as it is shown in bundles and timelines. */
    public record Passed(
            @Nullable String from,
            @Nullable String to,
            String trigger,
            @Nullable String actorName,
            @Nullable String reason,
            Instant at) {}

    public void record(AiSession session, Entry entry) {
        insert(session, entry);
        audit.record(
                entry.actor().forAudit(),
                "session." + entry.trigger().wire(),
                "ai_session",
                session.id(),
                entry.from(),
                entry.to(),
                Map.of("state_version", session.stateVersion()));
    }

    private void insert(AiSession session, Entry entry) {
        jdbc.sql(
                        """
                        insert into session_transition (account_id, id, session_id, from_status, to_status, trigger, actor_id, actor_name, acting_as,
                                                        handoff_id, writeback_id, claim_epoch, reason, cleared, result, at)
                        values (:account, :id, :session, :from, :to, :trigger, :actor, :actorName, :actingAs,
                                :handoff, :writeback, :epoch, :reason, :cleared::jsonb, :result::jsonb, :at)
                        """)
                .param("account", session.accountId())
                .param("id", ids.next())
                .param("session", session.id())
                .param("from", entry.from() == null ? null : entry.from().wire())
                .param("to", entry.to() == null ? null : entry.to().wire())
                .param("trigger", entry.trigger().wire())
                .param("actor", entry.actor().personId())
                .param("actorName", entry.actor().name())
                .param("actingAs", entry.actor().actingAs())
                .param("handoff", entry.handoffId())
                .param("writeback", entry.writebackId())
                .param("epoch", entry.claimEpoch())
                .param("reason", entry.reason())
                .param("cleared", json.writeValueAsString(entry.cleared()))
                .param(
                        "result",
                        entry.result() == null ? null : json.writeValueAsString(entry.result()))
                .param("at", Timestamp.from(entry.at()))
                .update();
    }

    /** The first answer to this act, if it was taken before. */
    public <R> Optional<R> answered(
            UUID account, UUID handoffId, Trigger trigger, int epoch, Class<R> answer) {
        return jdbc.sql(
                        """
                        select result from session_transition
                         where account_id = :account and handoff_id = :handoff and trigger = :trigger and claim_epoch = :epoch and result is not null
                        """)
                .param("account", account)
                .param("handoff", handoffId)
                .param("trigger", trigger.wire())
                .param("epoch", epoch)
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, answer));
    }

    /** What a write-back id led to before. */
    public record ByWriteback(UUID sessionId, String trigger, String result) {}

    public Optional<ByWriteback> ofWriteback(UUID account, UUID writebackId) {
        return jdbc.sql(
                        """
                        select session_id, trigger, result from session_transition where account_id = :account and writeback_id = :writeback
                        """)
                .param("account", account)
                .param("writeback", writebackId)
                .query((row, n) ->
                        new ByWriteback(
                                row.getObject("session_id", UUID.class),
                                row.getString("trigger"),
                                row.getString("result")))
                .optional();
    }

    /** The request that opened a hand-off, if this id is known. */
    public record Opening(UUID sessionId, String trigger, String result) {}

    public Optional<Opening> openingOf(UUID account, UUID handoffId) {
        return jdbc.sql(
                        """
                        select session_id, trigger, result from session_transition
                         where account_id = :account and handoff_id = :handoff and claim_epoch = 0
                        """)
                .param("account", account)
                .param("handoff", handoffId)
                .query((row, n) ->
                        new Opening(
                                row.getObject("session_id", UUID.class),
                                row.getString("trigger"),
                                String.valueOf(row.getString("result"))))
                .optional();
    }

    /**
     * Why a hand-off is no longer open, by the trigger that ended it; empty when nothing here did.
     */
    public Optional<String> endedBy(UUID account, UUID handoffId) {
        return jdbc.sql(
                        """
                        select trigger from session_transition
                         where account_id = :account and handoff_id = :handoff and trigger in ('resume', 'cancel') order by at desc, id desc limit 1
                        """)
                .param("account", account)
                .param("handoff", handoffId)
                .query(String.class)
                .optional();
    }

    /** Whether the session has or ever had a hand-off. */
    public boolean everOffered(AiSession session) {
        return jdbc.sql(
                        """
                        select 1 from session_transition
                         where account_id = :account and session_id = :session and handoff_id is not null limit 1
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public List<Passed> of(AiSession session) {
        return jdbc.sql(
                        """
                        select from_status, to_status, trigger, actor_name, reason, at from session_transition
                         where account_id = :account and session_id = :session order by at, id
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .query(Transitions::passed)
                .list();
    }

    private static Passed passed(ResultSet row, int n) throws SQLException {
        return new Passed(
                row.getString("from_status"),
                row.getString("to_status"),
                row.getString("trigger"),
                row.getString("actor_name"),
                row.getString("reason"),
                row.getTimestamp("at").toInstant());
    }
}
