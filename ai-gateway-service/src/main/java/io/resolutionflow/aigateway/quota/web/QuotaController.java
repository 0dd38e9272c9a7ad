package io.resolutionflow.aigateway.quota.web;

import io.resolutionflow.aigateway.quota.QuotaView;
import io.resolutionflow.aigateway.quota.ReadQuota;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is left for everybody of the account to see (contract-ai §2.1). */
@RestController
class QuotaController {

    private final ReadQuota readQuota;

    QuotaController(ReadQuota readQuota) {
        this.readQuota = readQuota;
    }

    @GetMapping("/api/v1/ai/quota")
    @Requires(Gate.ACTIVE)
    QuotaView quota(Caller caller) {
        return readQuota.of(caller.account(), caller.isSuperAdmin());
    }
}
