package io.resolutionflow.session.fix;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Fixes of the bound account and their append-only history (KD-39). */
@Repository
public class Fixes {

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final Ids ids;

    Fixes(EntityManager entities, JdbcClient jdbc, Ids ids) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Newest first. */
    public List<Fix> of(AiSession session) {
        return entities.createQuery(
                        "from Fix f where f.sessionId = :session order by f.createdAt desc, f.id desc",
                        Fix.class)
                .setParameter("session", session.id())
                .getResultList();
    }

    public Optional<Fix> active(AiSession session) {
        return entities.createQuery(
                        "from Fix f where f.sessionId = :session and f.supersededAt is null",
                        Fix.class)
                .setParameter("session", session.id())
                .getResultStream()
                .findFirst();
    }

    Optional<Fix> find(AiSession session, UUID id) {
        return entities.createQuery(
                        "from Fix f where f.sessionId = :session and f.id = :id", Fix.class)
                .setParameter("session", session.id())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    Fix add(AiSession session, String source, Fix.Draft draft, Instant now) {
        // the former active row must be written first: the index allows one
        entities.flush();
        var fix =
                new Fix(
                        ids.next(),
                        session.accountId(),
                        session.id(),
                        session.activeBranchId(),
                        source,
                        draft,
                        now);
        entities.persist(fix);
        entities.flush();
        return fix;
    }

    /**
     * @param kind {@code proposed}, {@code superseded}, {@code decision}, {@code applied}, {@code
     *     outcome}, …
     */
    record Event(String kind, @Nullable String from, @Nullable String to, @Nullable String notes) {}

    void record(AiSession session, Fix fix, Event event, Actor actor, Instant now) {
        jdbc.sql(
                        """
                        insert into session_fix_event (account_id, id, session_id, fix_id, kind, from_value, to_value, notes, actor_id, actor_name, at)
                        values (:account, :id, :session, :fix, :kind, :from, :to, :notes, :actor, :actorName, :at)
                        """)
                .param("account", session.accountId())
                .param("id", ids.next())
                .param("session", session.id())
                .param("fix", fix.id())
                .param("kind", event.kind())
                .param("from", event.from())
                .param("to", event.to())
                .param("notes", event.notes())
                .param("actor", actor.id())
                .param("actorName", actor.name())
                .param("at", Timestamp.from(now))
                .update();
    }

    /** One line of a fix's history. */
    public record Entry(
            UUID fixId,
            String kind,
            @Nullable String from,
            @Nullable String to,
            @Nullable String notes,
            @Nullable String actorName,
            Instant at) {}

    public List<Entry> history(AiSession session) {
        return jdbc.sql(
                        """
                        select fix_id, kind, from_value, to_value, notes, actor_name, at from session_fix_event
                         where account_id = :account and session_id = :session order by at, id
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .query((row, n) ->
                        new Entry(
                                row.getObject("fix_id", UUID.class),
                                row.getString("kind"),
                                row.getString("from_value"),
                                row.getString("to_value"),
                                row.getString("notes"),
                                row.getString("actor_name"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
