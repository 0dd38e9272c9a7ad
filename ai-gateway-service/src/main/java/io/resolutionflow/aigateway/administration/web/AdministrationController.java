package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.administration.AccountOverview;
import io.resolutionflow.aigateway.administration.AdministerAccount;
import io.resolutionflow.aigateway.plan.Plan;
import io.resolutionflow.aigateway.plan.Plans;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans and accounts for the operator (contract-ai §2.4). */
@RestController
@RequestMapping("/api/v1/ai/admin")
@Requires(Gate.SUPER_ADMIN)
class AdministrationController {

    private final AdministerAccount administer;
    private final Plans plans;

    AdministrationController(AdministerAccount administer, Plans plans) {
        this.administer = administer;
        this.plans = plans;
    }

    record PlanView(
            String code,
            String name,
            @Nullable Long dailyCalls,
            @Nullable Long monthlyCalls,
            @Nullable Long monthlyTokens,
            @Nullable Long monthlyCostMicros,
            @Nullable Long monthlyTreeBuilds,
            @Nullable Long requestsPerMinute,
            @Nullable Long maxInFlight,
            String maxTier,
            List<Integer> warnAtPercent,
            boolean archived,
            long version) {

        static PlanView of(Plan plan) {
            var limits = plan.limits();
            return new PlanView(
                    plan.code(),
                    plan.name(),
                    limits.dailyCalls(),
                    limits.monthlyCalls(),
                    limits.monthlyTokens(),
                    limits.monthlyCostMicros(),
                    limits.monthlyTreeBuilds(),
                    limits.requestsPerMinute(),
                    limits.maxInFlight(),
                    limits.maxTier().wireName(),
                    plan.warnAtPercent(),
                    plan.archived(),
                    plan.version());
        }
    }

    @GetMapping("/plans")
    List<PlanView> plans() {
        return plans.all().stream().map(PlanView::of).toList();
    }

    @GetMapping("/accounts/{account_id}")
    AccountOverview account(@PathVariable("account_id") UUID account) {
        return administer.read(account);
    }

    @PutMapping("/accounts/{account_id}")
    AccountOverview change(
            Caller caller,
            @PathVariable("account_id") UUID account,
            @Valid @RequestBody AccountRequest request) {
        return administer.change(caller, account, request.change());
    }
}
