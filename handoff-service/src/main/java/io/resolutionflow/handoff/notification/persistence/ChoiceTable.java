package io.resolutionflow.handoff.notification.persistence;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.notification.Choices;
import io.resolutionflow.handoff.notification.NotificationSettings;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code notification_setting} and {@code notification_preference}. */
@Repository
class ChoiceTable implements Choices {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChoiceTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public NotificationSettings settings() {
        return read("");
    }

    @Override
    public NotificationSettings lockSettings() {
        jdbc.sql(
                        """
                        insert into notification_setting (account_id, l1_recipient_ids, collapse_window_seconds) values (?, '{}', ?)
                        on conflict (account_id) do nothing
                        """)
                .params(account(), NotificationSettings.DEFAULT.collapseWindowSeconds())
                .update();
        return read(" for update");
    }

    private NotificationSettings read(String locking) {
        return jdbc.sql("select * from notification_setting where account_id = ?" + locking)
                .params(account())
                .query((row, n) ->
                        new NotificationSettings(
                                Arrays.asList((UUID[]) row.getArray("l1_recipient_ids").getArray()),
                                row.getInt("collapse_window_seconds")))
                .optional()
                .orElse(NotificationSettings.DEFAULT);
    }

    @Override
    public void save(NotificationSettings settings) {
        jdbc.sql(
                        """
                        update notification_setting set l1_recipient_ids = ?, collapse_window_seconds = ?, updated_at = now() where account_id = ?
                        """)
                .params(
                        settings.l1RecipientIds().toArray(UUID[]::new),
                        settings.collapseWindowSeconds(),
                        account())
                .update();
    }

    @Override
    public Map<EventKey, Boolean> mailWishes(UUID userId) {
        return wishes(userId, "");
    }

    @Override
    public Map<EventKey, Boolean> lockMailWishes(UUID userId) {
        jdbc.sql(
                        """
                        insert into notification_preference (account_id, user_id, email) values (?, ?, '{}')
                        on conflict (account_id, user_id) do nothing
                        """)
                .params(account(), userId)
                .update();
        return wishes(userId, " for update");
    }

    private Map<EventKey, Boolean> wishes(UUID userId, String locking) {
        var wishes = new EnumMap<EventKey, Boolean>(EventKey.class);
        jdbc.sql(
                        "select email from notification_preference where account_id = ? and user_id = ?"
                                + locking)
                .params(account(), userId)
                .query(String.class)
                .optional()
                .ifPresent(text ->
                        json.readTree(text)
                                .properties()
                                .forEach(wish ->
                                        EventKey.find(wish.getKey())
                                                .ifPresent(key ->
                                                        wishes.put(
                                                                key,
                                                                wish.getValue().booleanValue()))));
        return wishes;
    }

    @Override
    public void saveMailWishes(UUID userId, Map<EventKey, Boolean> wishes) {
        var email = json.createObjectNode();
        wishes.forEach((key, wanted) -> email.put(key.wire(), wanted));
        jdbc.sql(
                        """
                        update notification_preference set email = ?::jsonb, updated_at = now() where account_id = ? and user_id = ?
                        """)
                .params(json.writeValueAsString(email), account(), userId)
                .update();
    }

    private static UUID account() {
        return TenantContext.required();
    }
}
