package io.resolutionflow.aigateway.plan;

import static io.resolutionflow.aigateway.sql.Rows.instantOrNull;
import static io.resolutionflow.aigateway.sql.Rows.texts;
import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.aigateway.plan.AccountSetting.Pending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code account_setting}, always inside the caller's transaction. */
@Repository
public class AccountSettings {

    private final JdbcClient jdbc;
    private final String defaultPlan;

    AccountSettings(JdbcClient jdbc, @Value("${rf.ai.default-plan}") String defaultPlan) {
        this.jdbc = jdbc;
        this.defaultPlan = defaultPlan;
    }

    Instant databaseNow() {
        return jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
    }

    AccountSetting findOrCreate(UUID account, Instant now) {
        return find(account, false).orElseGet(() -> create(account, now));
    }

    Optional<AccountSetting> find(UUID account, boolean lock) {
        return jdbc.sql(
                        "select * from account_setting where account_id = :account"
                                + (lock ? " for update" : ""))
                .param("account", account)
                .query(AccountSettings::setting)
                .optional();
    }

    private AccountSetting create(UUID account, Instant now) {
        jdbc.sql(
                        """
                        insert into account_setting (account_id, plan_code, time_zone, billing_anchor_day, plan_version_told)
                        values (:account, :plan, 'UTC', :anchor, coalesce((select version from plan where code = :plan), 0))
                        on conflict (account_id) do nothing
                        """)
                .param("account", account)
                .param("plan", defaultPlan)
                .param("anchor", now.atOffset(ZoneOffset.UTC).getDayOfMonth())
                .update();
        return find(account, false).orElseThrow();
    }

    void save(UUID account, AccountSetting setting) {
        Pending pending = setting.pending();
        String[] allowed =
                setting.allowedProviders() == null
                        ? null
                        : setting.allowedProviders().toArray(String[]::new);
        jdbc.sql(
                        """
                        update account_setting
                           set plan_version_told = case when plan_code = :plan then plan_version_told
                                                        else (select p.version from plan p where p.code = :plan) end,
                               plan_code = :plan, time_zone = :zone, billing_anchor_day = :anchor, next_time_zone = :nextZone,
                               next_anchor_day = :nextAnchor, next_from = :nextFrom, ai_enabled = :enabled,
                               allowed_providers = :allowed::text[], offline_on_quota = :offline, redaction = :redaction,
                               prompt_log_until = :log, version = :version, updated_at = now()
                         where account_id = :account
                        """)
                .param("account", account)
                .param("plan", setting.planCode())
                .param("zone", setting.timeZone().getId())
                .param("anchor", setting.billingAnchorDay())
                .param("nextZone", pending == null ? null : pending.timeZone().getId())
                .param("nextAnchor", pending == null ? null : pending.billingAnchorDay())
                .param("nextFrom", pending == null ? null : utc(pending.effectiveAt()))
                .param("enabled", setting.aiEnabled())
                .param("allowed", allowed)
                .param("offline", setting.offlineOnQuota())
                .param("redaction", setting.redaction())
                .param("log", utc(setting.promptLogUntil()))
                .param("version", setting.version())
                .update();
    }

    /**
     * @param version of its plan the account was told of last
     * @param current that the plan has now
     */
    record PlanTold(String planCode, long version, long current) {}

    /** Locks the account's row. */
    Optional<PlanTold> told(UUID account) {
        return jdbc.sql(
                        """
                        select s.plan_code, s.plan_version_told, p.version
                          from account_setting s join plan p on p.code = s.plan_code
                         where s.account_id = :account for update of s
                        """)
                .param("account", account)
                .query((row, n) ->
                        new PlanTold(
                                row.getString("plan_code"),
                                row.getLong("plan_version_told"),
                                row.getLong("version")))
                .optional();
    }

    void told(UUID account, long version) {
        jdbc.sql(
                        "update account_setting set plan_version_told = :version where account_id = :account")
                .param("account", account)
                .param("version", version)
                .update();
    }

    static AccountSetting setting(ResultSet row, int n) throws SQLException {
        Instant from = instantOrNull(row, "next_from");
        Pending pending =
                from == null
                        ? null
                        : new Pending(
                                ZoneId.of(Objects.requireNonNull(row.getString("next_time_zone"))),
                                row.getInt("next_anchor_day"),
                                from);
        return new AccountSetting(
                row.getString("plan_code"),
                ZoneId.of(row.getString("time_zone")),
                row.getInt("billing_anchor_day"),
                pending,
                row.getBoolean("ai_enabled"),
                texts(row, "allowed_providers"),
                row.getBoolean("offline_on_quota"),
                row.getString("redaction"),
                instantOrNull(row, "prompt_log_until"),
                row.getLong("version"));
    }
}
