package io.resolutionflow.aigateway.administration;

import io.resolutionflow.aigateway.plan.ChangeSettings;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.plan.LimitOverride;
import io.resolutionflow.aigateway.plan.Overrides;
import io.resolutionflow.aigateway.plan.SettingChange;
import io.resolutionflow.aigateway.plan.SettingView;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.ReadQuota;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Works in the context of the account that is named, and is audited there. */
@Service
public class AdministerAccount {

    private final ChangeSettings changeSettings;
    private final Entitlements entitlements;
    private final Quotas quotas;
    private final ReadQuota readQuota;
    private final Overrides overrides;

    AdministerAccount(
            ChangeSettings changeSettings,
            Entitlements entitlements,
            Quotas quotas,
            ReadQuota readQuota,
            Overrides overrides) {
        this.changeSettings = changeSettings;
        this.entitlements = entitlements;
        this.quotas = quotas;
        this.readQuota = readQuota;
        this.overrides = overrides;
    }

    public AccountOverview read(UUID account) {
        return TenantContext.call(account, () -> overview(account));
    }

    public AccountOverview change(Caller by, UUID account, SettingChange change) {
        return TenantContext.call(
                account,
                () -> {
                    changeSettings.change(by, account, change);
                    return overview(account);
                });
    }

    public OverrideView override(Caller by, UUID account, LimitOverride override) {
        return TenantContext.call(
                account,
                () -> {
                    // an account is known from its first word about it
                    entitlements.of(account);
                    return OverrideView.of(overrides.put(by, account, override));
                });
    }

    public void removeOverride(Caller by, UUID account, String metric) {
        TenantContext.run(account, () -> overrides.remove(by, account, metric));
    }

    private AccountOverview overview(UUID account) {
        Entitlement entitlement = entitlements.of(account);
        return new AccountOverview(
                SettingView.of(entitlement.setting()),
                readQuota.view(entitlement, quotas.read(account, entitlement), false),
                entitlement.overrides().stream().map(OverrideView::of).toList());
    }
}
