package io.resolutionflow.aigateway.administration;

import io.resolutionflow.aigateway.plan.SettingView;
import io.resolutionflow.aigateway.quota.QuotaView;
import java.util.List;

/** One account as the operator sees it (contract-ai §2.4). */
public record AccountOverview(
        SettingView settings, QuotaView quota, List<OverrideView> overrides) {}
