package io.resolutionflow.aigateway.quota;

import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.provider.Routing;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The quota object of an account, from the windows and never from a cache. */
@Service
public class ReadQuota {

    private final Entitlements entitlements;
    private final Quotas quotas;
    private final Routing routing;

    ReadQuota(Entitlements entitlements, Quotas quotas, Routing routing) {
        this.entitlements = entitlements;
        this.quotas = quotas;
        this.routing = routing;
    }

    @Transactional
    public QuotaView of(UUID account, boolean unlimited) {
        Entitlement entitlement = entitlements.of(account);
        return view(entitlement, quotas.read(account, entitlement), unlimited);
    }

    /** The object for windows already at hand. */
    public QuotaView view(Entitlement entitlement, Windows windows, boolean unlimited) {
        return QuotaView.of(entitlement, windows, unlimited, routing.mode(entitlement));
    }
}
