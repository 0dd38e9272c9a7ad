package io.resolutionflow.handoff.delivery.persistence;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.delivery.Deliveries;
import io.resolutionflow.handoff.delivery.Delivery;
import io.resolutionflow.handoff.delivery.DeliveryState;
import io.resolutionflow.handoff.delivery.Message;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
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
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code notification_delivery}; an outcome counts only under the lease it was made with. */
@Repository
class DeliveryTable implements Deliveries {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DeliveryTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Optional<DeliveryState> add(Planned delivery, List<EventKey> kin, Duration window) {
        return jdbc.sql(
                        """
                        with told as (
                            select 1 from notification_delivery o
                             where o.account_id = :account and o.subject_id = :subject and coalesce(o.channel_id, o.user_id) = :to::uuid
                               and o.event = any (:kin) and o.state in ('pending', 'sending', 'sent')
                               and o.created_at > now() - make_interval(secs => :window) limit 1)
                        insert into notification_delivery (account_id, id, channel_id, user_id, event, subject_type, subject_id, generation,
                                                           state, last_error_code, payload, recipient_hint, fallback_used)
                        select :account, :id, :channel::uuid, :user::uuid, :event, :subjectType, :subject, :generation,
                               case when :suppressed::text is not null or exists (select 1 from told) then 'suppressed' else 'pending' end,
                               coalesce(:suppressed::text, case when exists (select 1 from told) then 'collapsed' end),
                               :payload::jsonb, :hint, :fallback
                        on conflict (account_id, (coalesce(channel_id, user_id)), event, subject_id, generation) do nothing
                        returning state
                        """)
                .param("account", account())
                .param("id", delivery.id())
                .param("channel", delivery.channelId())
                .param("user", delivery.userId())
                .param(
                        "to",
                        delivery.channelId() == null ? delivery.userId() : delivery.channelId())
                .param("event", delivery.event().wire())
                .param("subjectType", delivery.subjectType())
                .param("subject", delivery.subjectId())
                .param("generation", delivery.generation())
                .param("suppressed", delivery.suppressedCode())
                .param("payload", json.writeValueAsString(delivery.message()))
                .param("hint", delivery.recipientHint())
                .param("fallback", delivery.fallbackUsed())
                .param("kin", wire(kin))
                .param("window", window.toMillis() / 1000.0)
                .query((row, n) -> WireName.required(DeliveryState.class, row.getString(1)))
                .optional();
    }

    @Override
    @Transactional
    public List<Due> claim(UUID owner, int max, Duration lease) {
        return jdbc.sql("select * from claim_due_deliveries(?, ?, ?)")
                .params(owner, max, (int) lease.toMillis())
                .query((row, n) ->
                        new Due(
                                row.getObject("account_id", UUID.class),
                                row.getObject("id", UUID.class),
                                row.getLong("lease_epoch")))
                .list();
    }

    @Override
    public Optional<Leased> lock(Due due) {
        return jdbc.sql(
                        """
                        select * from notification_delivery
                         where account_id = ? and id = ? and lease_epoch = ? and state in ('pending', 'sending') for update
                        """)
                .params(account(), due.id(), due.leaseEpoch())
                .query((row, n) ->
                        new Leased(
                                row.getObject("channel_id", UUID.class),
                                row.getObject("user_id", UUID.class),
                                WireName.required(DeliveryState.class, row.getString("state")),
                                row.getInt("attempts"),
                                row.getBoolean("void"),
                                json.readValue(row.getString("payload"), Message.class)))
                .optional();
    }

    @Override
    public void sending(Due due) {
        jdbc.sql(
                        """
                        update notification_delivery set state = 'sending', attempts = attempts + 1 where account_id = ? and id = ?
                        """)
                .params(account(), due.id())
                .update();
    }

    @Override
    public void finish(
            Due due, DeliveryState state, @Nullable String code, @Nullable Integer httpStatus) {
        jdbc.sql(
                        """
                        update notification_delivery
                           set state = :state, last_error_code = :code::text, last_http_status = :http::integer, lease_until = null,
                               sent_at = case when :state = 'sent' then now() end
                         where account_id = :account and id = :id
                        """)
                .param("state", state.wire())
                .param("code", code)
                .param("http", httpStatus)
                .param("account", account())
                .param("id", due.id())
                .update();
    }

    @Override
    public void retry(Due due, Duration pause, String code, @Nullable Integer httpStatus) {
        jdbc.sql(
                        """
                        update notification_delivery
                           set state = 'pending', last_error_code = :code, last_http_status = :http::integer, lease_until = null,
                               next_attempt_at = now() + make_interval(secs => :pause)
                         where account_id = :account and id = :id
                        """)
                .param("code", code)
                .param("http", httpStatus)
                .param("pause", pause.toMillis() / 1000.0)
                .param("account", account())
                .param("id", due.id())
                .update();
    }

    @Override
    public void cancel(UUID subjectId, List<EventKey> events) {
        jdbc.sql(
                        """
                        update notification_delivery
                           set state = case when state = 'pending' then 'cancelled' else state end,
                               lease_until = case when state = 'pending' then null else lease_until end, void = true
                         where account_id = ? and subject_id = ? and event = any (?) and state in ('pending', 'sending')
                        """)
                .params(account(), subjectId, wire(events))
                .update();
    }

    @Override
    public List<Delivery> of(
            @Nullable UUID channelId, @Nullable DeliveryState state, PageQuery page) {
        var after = page.after();
        return jdbc.sql(
                        """
                        select * from notification_delivery
                         where account_id = :account
                           and (:channel::uuid is null and user_id is not null or channel_id = :channel::uuid)
                           and (:state::text is null or state = :state)
                           and (:first or (created_at, id) < (:at::timestamptz, :id::uuid))
                         order by created_at desc, id desc limit :fetch offset :skip
                        """)
                .param("account", account())
                .param("channel", channelId)
                .param("state", state == null ? null : state.wire())
                .param("first", after == null)
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("id", after == null ? null : after.id())
                .param("fetch", page.fetch())
                .param("skip", page.skip())
                .query((row, n) -> delivery(row))
                .list();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getObject("subject_id", UUID.class),
                row.getString("recipient_hint"),
                state,
                row.getInt("attempts"),
                state.equals("pending") ? instant(row.getTimestamp("next_attempt_at")) : null,
                row.getObject("last_http_status", Integer.class),
                row.getString("last_error_code"),
                row.getBoolean("fallback_used"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("sent_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static String[] wire(List<EventKey> events) {
        return events.stream().map(EventKey::wire).toArray(String[]::new);
    }

    private static UUID account() {
        return TenantContext.required();
    }
}
