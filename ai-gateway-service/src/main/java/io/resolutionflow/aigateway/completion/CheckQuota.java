package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.QuotaView;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.ReadQuota;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.quota.Windows.Denial;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.ai.AiTask.Offline;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Advice for screens (contract-ai §3): nothing is held, so nobody may gate on it (KD-5). */
@Service
public class CheckQuota {

    private final Entitlements entitlements;
    private final Quotas quotas;
    private final ReadQuota readQuota;
    private final Routing routing;

    CheckQuota(Entitlements entitlements, Quotas quotas, ReadQuota readQuota, Routing routing) {
        this.entitlements = entitlements;
        this.quotas = quotas;
        this.readQuota = readQuota;
        this.routing = routing;
    }

    /**
     * @param allowed whether a call would be answered, be it without a model
     */
    public record Advice(
            boolean allowed,
            @Nullable String denyReason,
            @Nullable Instant resetAt,
            boolean aiEnabled,
            boolean offlineAvailable,
            boolean wouldBeOffline,
            QuotaView quota) {}

    @Transactional
    public Advice check(UUID account, AiTask task, boolean start, boolean unlimited) {
        Entitlement entitlement = entitlements.of(account);
        var setting = entitlement.setting();
        Windows windows = quotas.read(account, entitlement);
        boolean treeBuild = task == AiTask.L1_NEXT_NODE && start;
        var least = new Amounts(task.countsCall() ? 1 : 0, 1, 1, treeBuild ? 1 : 0);
        Optional<Denial> denial = unlimited ? Optional.empty() : windows.denial(least);
        boolean offline = routing.offline(entitlement).isPresent();
        boolean goesOn =
                !start && task.offline() == Offline.AUTO && setting.offlineOnQuota() && offline;
        boolean onlyOffline = routing.mode(entitlement).equals("offline");
        return new Advice(
                setting.aiEnabled() && (denial.isEmpty() || goesOn),
                denial.map(d -> d.metric().wireName()).orElse(null),
                denial.map(Denial::resetAt).orElse(null),
                setting.aiEnabled(),
                offline,
                onlyOffline || (denial.isPresent() && goesOn),
                readQuota.view(entitlement, windows, unlimited));
    }
}
