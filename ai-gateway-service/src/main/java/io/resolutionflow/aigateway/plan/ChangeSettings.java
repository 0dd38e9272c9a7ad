package io.resolutionflow.aigateway.plan;

import io.resolutionflow.aigateway.plan.AccountSetting.Pending;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes an account's setting, guarded by its version and audited (contract-ai §2.1, §2.4). */
@Service
public class ChangeSettings {

    private static final Duration LONGEST_PROMPT_LOG = Duration.ofDays(7);
    private static final Set<String> REDACTIONS = Set.of("standard", "strict");

    private final AccountSettings settings;
    private final Plans plans;
    private final KnownProviders providers;
    private final AuditLog audit;
    private final LimitChanges changes;

    ChangeSettings(
            AccountSettings settings,
            Plans plans,
            KnownProviders providers,
            AuditLog audit,
            LimitChanges changes) {
        this.settings = settings;
        this.plans = plans;
        this.providers = providers;
        this.audit = audit;
        this.changes = changes;
    }

    /**
     * @throws DomainException 409 {@code version_conflict}; 422 {@code unknown_provider}, {@code
     *     unknown_time_zone}, {@code plan_archived}, {@code validation_failed}
     */
    @Transactional
    public AccountSetting change(Caller by, UUID account, SettingChange change) {
        Instant now = settings.databaseNow();
        boolean first = settings.find(account, true).isEmpty();
        settings.findOrCreate(account, now);
        AccountSetting before = settings.find(account, true).orElseThrow().at(now);
        if (change.version() != null && !first && change.version() != before.version()) {
            throw DomainException.conflict(
                            "version_conflict", "Somebody changed these settings. Load them again.")
                    .with("current_version", before.version())
                    .with("current", SettingView.of(before));
        }
        AccountSetting after = changed(before, change, now, first);
        Entitlement held = changes.before(account);
        settings.save(account, after);
        audit.record(
                Actor.of(by),
                "ai.settings.change",
                "account_setting",
                account,
                before,
                after,
                Map.of());
        if (!after.planCode().equals(before.planCode())) {
            changes.tell(by, account, held);
        }
        return after;
    }

    private AccountSetting changed(
            AccountSetting before, SettingChange change, Instant now, boolean first) {
        ZoneId zone = change.timeZone() == null ? before.timeZone() : zone(change.timeZone());
        int anchor =
                change.billingAnchorDay() == null
                        ? before.billingAnchorDay()
                        : change.billingAnchorDay();
        boolean moves = !zone.equals(before.timeZone()) || anchor != before.billingAnchorDay();
        boolean asked = change.timeZone() != null || change.billingAnchorDay() != null;
        // a first write finds no window running; later ones wait for the end of the running month
        Pending pending =
                moves && !first
                        ? new Pending(zone, anchor, before.calendar().month(now).end())
                        : asked ? null : before.pending();
        return new AccountSetting(
                plan(before, change.planCode()),
                first ? zone : before.timeZone(),
                first ? anchor : before.billingAnchorDay(),
                pending,
                change.aiEnabled() == null ? before.aiEnabled() : change.aiEnabled(),
                change.setsAllowedProviders()
                        ? known(change.allowedProviders())
                        : before.allowedProviders(),
                change.offlineOnQuota() == null ? before.offlineOnQuota() : change.offlineOnQuota(),
                redaction(before, change.redaction()),
                change.setsPromptLog()
                        ? promptLog(change.promptLogUntil(), now)
                        : before.promptLogUntil(),
                before.version() + 1);
    }

    private String plan(AccountSetting before, @Nullable String code) {
        if (code == null || code.equals(before.planCode())) {
            return before.planCode();
        }
        Plan plan =
                plans.find(code)
                        .orElseThrow(() ->
                                DomainException.invalid(
                                        "plan_code",
                                        "unknown_value",
                                        "There is no plan of this code."));
        if (plan.archived()) {
            throw DomainException.unprocessable(
                    "plan_archived", "This plan is archived and cannot be assigned any more.");
        }
        return plan.code();
    }

    private static ZoneId zone(String name) {
        // only names of the zone list: an offset has no daylight saving and no place in a bill
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw DomainException.unprocessable(
                    "unknown_time_zone", "Use a time zone name such as Europe/Berlin.");
        }
        return ZoneId.of(name);
    }

    private @Nullable List<String> known(@Nullable List<String> names) {
        if (names == null) {
            return null;
        }
        if (!names.stream().allMatch(providers::knows)) {
            throw DomainException.unprocessable(
                    "unknown_provider", "The list names a provider that does not exist here.");
        }
        return names.stream().distinct().sorted().toList();
    }

    private static String redaction(AccountSetting before, @Nullable String wanted) {
        if (wanted == null) {
            return before.redaction();
        }
        if (!REDACTIONS.contains(wanted)) {
            throw DomainException.invalid("redaction", "unknown_value", "Use standard or strict.");
        }
        return wanted;
    }

    private static @Nullable Instant promptLog(@Nullable Instant until, Instant now) {
        if (until != null && until.isAfter(now.plus(LONGEST_PROMPT_LOG))) {
            throw DomainException.invalid(
                    "prompt_log_until", "out_of_range", "At most seven days ahead.");
        }
        return until;
    }
}
