package io.resolutionflow.aigateway.plan;

import static io.resolutionflow.aigateway.sql.Rows.instant;

import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an account may use now. An account is known from its first call or first look at its quota
 * (contract-ai §6.1).
 */
@Service
public class Entitlements {

    private final AccountSettings settings;
    private final Statements statements;
    private final TransactionTemplate transaction;

    Entitlements(AccountSettings settings, Statements statements, TransactionTemplate transaction) {
        this.settings = settings;
        this.statements = statements;
        this.transaction = transaction;
    }

    public Entitlement of(UUID account) {
        return find(account).orElseGet(() -> create(account));
    }

    /**
     * @param before something else to ask in the same round trip
     */
    public Entitlement of(UUID account, Statement before) {
        return find(account, before).orElseGet(() -> create(account));
    }

    private Entitlement create(UUID account) {
        transaction.executeWithoutResult(
                status -> settings.findOrCreate(account, settings.databaseNow()));
        return find(account).orElseThrow();
    }

    /** All of it in one statement, since every call asks: a row for each override, or one. */
    private Optional<Entitlement> find(UUID account, Statement... before) {
        Query<Row> rows =
                Statement.sql(
                                """
                                select s.*, p.code, p.name, p.daily_calls, p.monthly_calls, p.monthly_tokens, p.monthly_cost_micros, p.monthly_tree_builds,
                                       p.requests_per_minute, p.max_in_flight, p.max_tier, p.warn_at_percent, p.archived, p.version as plan_version,
                                       o.metric, o.value, o.tier, o.reason, o.expires_at,
                                       now() as read_at, (select count(*) from model_price) as price_versions
                                  from account_setting s
                                  join plan p on p.code = s.plan_code
                                  left join limit_override o on o.account_id = s.account_id
                                 where s.account_id = :account
                                 order by o.metric
                                """)
                        .param("account", account)
                        .reading(Entitlements::row);
        statements.alone(
                Stream.concat(Stream.of(before), Stream.of(rows)).toArray(Statement[]::new));
        return rows.rows().isEmpty() ? Optional.empty() : Optional.of(entitlement(rows.rows()));
    }

    private record Row(
            AccountSetting setting,
            Plan plan,
            @Nullable LimitOverride override,
            Instant readAt,
            long priceVersions) {}

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                AccountSettings.setting(row, n),
                Plans.plan(row, "plan_version"),
                row.getString("metric") == null ? null : Overrides.override(row, n),
                instant(row, "read_at"),
                row.getLong("price_versions"));
    }

    private static Entitlement entitlement(List<Row> rows) {
        Row first = rows.getFirst();
        Instant now = first.readAt();
        List<LimitOverride> overrides =
                rows.stream()
                        .map(Row::override)
                        .filter(Objects::nonNull)
                        .filter(one -> one.holdsAt(now))
                        .toList();
        return new Entitlement(
                first.setting().at(now),
                first.plan(),
                apply(first.plan().limits(), overrides),
                overrides,
                now,
                first.priceVersions());
    }

    /** A plan's limits with what an account has in place of some. */
    static Limits apply(Limits limits, List<LimitOverride> overrides) {
        Map<String, LimitOverride> byMetric =
                overrides.stream()
                        .collect(Collectors.toMap(LimitOverride::metric, Function.identity()));
        return new Limits(
                pick(byMetric, "daily_calls", limits.dailyCalls()),
                pick(byMetric, "monthly_calls", limits.monthlyCalls()),
                pick(byMetric, "monthly_tokens", limits.monthlyTokens()),
                pick(byMetric, "monthly_cost_micros", limits.monthlyCostMicros()),
                pick(byMetric, "monthly_tree_builds", limits.monthlyTreeBuilds()),
                pick(byMetric, "requests_per_minute", limits.requestsPerMinute()),
                pick(byMetric, "max_in_flight", limits.maxInFlight()),
                maxTier(byMetric, limits.maxTier()));
    }

    private static Tier maxTier(Map<String, LimitOverride> overrides, Tier ofPlan) {
        LimitOverride override = overrides.get(LimitOverride.MAX_TIER);
        if (override == null) {
            return ofPlan;
        }
        return override.tier() == null ? Tier.DEEP : override.tier();
    }

    private static @Nullable Long pick(
            Map<String, LimitOverride> overrides, String metric, @Nullable Long ofPlan) {
        LimitOverride override = overrides.get(metric);
        return override == null ? ofPlan : override.value();
    }
}
