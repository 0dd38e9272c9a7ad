package io.resolutionflow.handoff.channel.persistence;

import io.resolutionflow.handoff.channel.Channel;
import io.resolutionflow.handoff.channel.ChannelType;
import io.resolutionflow.handoff.channel.Channels;
import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.secret.Sealed;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Table {@code notification_channel}. */
@Repository
class ChannelTable implements Channels {

    private static final String COLUMNS =
            "id, type, name, enabled, events_enabled, min_priority, url_hint, version, created_at, updated_at";

    private final JdbcClient jdbc;
    private final Ids ids;

    ChannelTable(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    @Override
    public List<Channel> all() {
        List<Channel> found = rows();
        if (found.stream().anyMatch(Channel::isBuiltIn)) {
            return found;
        }
        jdbc.sql(
                        """
                        insert into notification_channel (account_id, id, type, name, enabled, events_enabled)
                        values (?, ?, 'email', 'E-mail', true, ?) on conflict (account_id) where type = 'email' do nothing
                        """)
                .params(account(), ids.next(), wire(List.of(EventKey.values())))
                .update();
        return rows();
    }

    private List<Channel> rows() {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                 from notification_channel where account_id = ?
                                order by (type = 'email') desc, created_at, id
                                """)
                .params(account())
                .query((row, n) -> row(row))
                .list();
    }

    @Override
    public Optional<Channel> find(UUID id) {
        return one(id, "");
    }

    @Override
    public Optional<Channel> lock(UUID id) {
        return one(id, " for update");
    }

    private Optional<Channel> one(UUID id, String locking) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from notification_channel where account_id = ? and id = ?"
                                + locking)
                .params(account(), id)
                .query((row, n) -> row(row))
                .optional();
    }

    @Override
    public int countForCreation() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 2))")
                .params(account().toString())
                .query()
                .listOfRows();
        return jdbc.sql(
                        "select count(*) from notification_channel where account_id = ? and type <> 'email'")
                .params(account())
                .query(Integer.class)
                .single();
    }

    @Override
    public void insert(Channel channel, Sealed secrets) {
        jdbc.sql(
                        """
                        insert into notification_channel (account_id, id, type, name, enabled, events_enabled, min_priority, secret_ciphertext,
                                                          key_id, url_hint, created_at, updated_at)
                        values (:account, :id, :type, :name, :enabled, :events, :priority, :ciphertext, :key, :hint, :created, :updated)
                        """)
                .param("account", account())
                .param("id", channel.id())
                .param("type", channel.type().wire())
                .param("name", channel.name())
                .param("enabled", channel.enabled())
                .param("events", wire(channel.eventsEnabled()))
                .param("priority", channel.minPriority().ordinal())
                .param("ciphertext", secrets.ciphertext())
                .param("key", secrets.keyId())
                .param("hint", channel.urlHint())
                .param("created", Timestamp.from(channel.createdAt()))
                .param("updated", Timestamp.from(channel.updatedAt()))
                .update();
    }

    @Override
    public void save(Channel channel, @Nullable Sealed secrets) {
        jdbc.sql(
                        """
                        update notification_channel
                           set name = :name, enabled = :enabled, events_enabled = :events, min_priority = :priority, url_hint = :hint,
                               version = :version, updated_at = :at
                         where account_id = :account and id = :id
                        """)
                .param("name", channel.name())
                .param("enabled", channel.enabled())
                .param("events", wire(channel.eventsEnabled()))
                .param("priority", channel.minPriority().ordinal())
                .param("hint", channel.urlHint())
                .param("version", channel.version())
                .param("at", Timestamp.from(channel.updatedAt()))
                .param("account", account())
                .param("id", channel.id())
                .update();
        if (secrets != null) {
            jdbc.sql(
                            """
                            update notification_channel set secret_ciphertext = ?, key_id = ? where account_id = ? and id = ?
                            """)
                    .params(secrets.ciphertext(), secrets.keyId(), account(), channel.id())
                    .update();
        }
    }

    @Override
    public void delete(UUID id) {
        jdbc.sql("delete from notification_channel where account_id = ? and id = ?")
                .params(account(), id)
                .update();
    }

    @Override
    public Optional<byte[]> ciphertext(UUID id) {
        return jdbc.sql(
                        """
                        select secret_ciphertext from notification_channel
                         where account_id = ? and id = ? and secret_ciphertext is not null
                        """)
                .params(account(), id)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    @Override
    @Transactional
    public List<Stored> sealedWithOtherKeys(long currentKey, int max) {
        return jdbc.sql("select * from claim_channels_of_old_keys(?, ?)")
                .params(currentKey, max)
                .query((row, n) ->
                        new Stored(
                                row.getObject("account_id", UUID.class),
                                row.getObject("id", UUID.class)))
                .list();
    }

    private static Channel row(ResultSet row) throws SQLException {
        String[] events = (String[]) row.getArray("events_enabled").getArray();
        return new Channel(
                row.getObject("id", UUID.class),
                WireName.required(ChannelType.class, row.getString("type")),
                row.getString("name"),
                row.getBoolean("enabled"),
                Arrays.stream(events).map(EventKey::required).toList(),
                Priority.values()[row.getInt("min_priority")],
                row.getString("url_hint"),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static String[] wire(List<EventKey> events) {
        return events.stream().map(EventKey::wire).toArray(String[]::new);
    }

    private static UUID account() {
        return TenantContext.required();
    }
}
