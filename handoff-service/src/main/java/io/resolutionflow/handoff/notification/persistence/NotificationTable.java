package io.resolutionflow.handoff.notification.persistence;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.notification.Notice;
import io.resolutionflow.handoff.notification.Notifications;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code notification}; a person's rows only, by query as well. */
@Repository
class NotificationTable implements Notifications {

    private final JdbcClient jdbc;

    NotificationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(UUID userId, int generation, Notice notice) {
        return jdbc.sql(
                                """
                                insert into notification (account_id, id, user_id, event, generation, title, body, link, subject_type, subject_id, created_at)
                                values (:account, :id, :user, :event, :generation, :title, :body, :link, :type, :subject, :at)
                                on conflict (account_id, user_id, event, subject_id, generation) do nothing
                                """)
                        .param("account", TenantContext.required())
                        .param("id", notice.id())
                        .param("user", userId)
                        .param("event", notice.event())
                        .param("generation", generation)
                        .param("title", notice.title())
                        .param("body", notice.body())
                        .param("link", notice.link())
                        .param("type", notice.subjectType())
                        .param("subject", notice.subjectId())
                        .param("at", Timestamp.from(notice.createdAt()))
                        .update()
                == 1;
    }

    @Override
    public List<Notice> of(UUID userId, boolean unreadOnly, PageQuery page) {
        var after = page.after();
        return jdbc.sql(
                        """
                        select * from notification
                         where account_id = :account and user_id = :user
                           and (not :unreadOnly or (read_at is null and settled_at is null))
                           and (:first or (created_at, id) < (:at::timestamptz, :id::uuid))
                         order by created_at desc, id desc limit :fetch offset :skip
                        """)
                .param("account", TenantContext.required())
                .param("user", userId)
                .param("unreadOnly", unreadOnly)
                .param("first", after == null)
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("id", after == null ? null : after.id())
                .param("fetch", page.fetch())
                .param("skip", page.skip())
                .query((row, n) -> notice(row))
                .list();
    }

    @Override
    public long unread(UUID userId) {
        return jdbc.sql(
                        """
                        select count(*) from notification
                         where account_id = ? and user_id = ? and read_at is null and settled_at is null
                        """)
                .params(TenantContext.required(), userId)
                .query(Long.class)
                .single();
    }

    @Override
    public boolean read(UUID userId, UUID id, Instant at) {
        return jdbc.sql(
                                """
                                update notification set read_at = coalesce(read_at, ?) where account_id = ? and user_id = ? and id = ?
                                """)
                        .params(Timestamp.from(at), TenantContext.required(), userId, id)
                        .update()
                == 1;
    }

    @Override
    public void readAll(UUID userId, @Nullable Instant before, Instant at) {
        jdbc.sql(
                        """
                        update notification set read_at = :at
                         where account_id = :account and user_id = :user and read_at is null
                           and (:before::timestamptz is null or created_at <= :before::timestamptz)
                        """)
                .param("at", Timestamp.from(at))
                .param("account", TenantContext.required())
                .param("user", userId)
                .param("before", before == null ? null : Timestamp.from(before))
                .update();
    }

    @Override
    public void settle(UUID subjectId, List<EventKey> events, String text, Instant at) {
        jdbc.sql(
                        """
                        update notification set settled_at = ?, settled_text = ?
                         where account_id = ? and subject_id = ? and event = any (?) and read_at is null and settled_at is null
                        """)
                .params(
                        Timestamp.from(at),
                        text,
                        TenantContext.required(),
                        subjectId,
                        events.stream().map(EventKey::wire).toArray(String[]::new))
                .update();
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getString("title"),
                row.getString("body"),
                row.getString("link"),
                row.getString("subject_type"),
                row.getObject("subject_id", UUID.class),
                row.getString("settled_text"),
                instant(row.getTimestamp("settled_at")),
                instant(row.getTimestamp("read_at")),
                row.getTimestamp("created_at").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
