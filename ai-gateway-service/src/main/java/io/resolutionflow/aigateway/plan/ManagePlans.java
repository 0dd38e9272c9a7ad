package io.resolutionflow.aigateway.plan;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import org.springframework.stereotype.Service;

/** The operator's plans (contract-ai §2.4). New limits hold at once, in running windows too. */
@Service
public class ManagePlans {

    private final Plans plans;
    private final OperatorAudit audit;

    ManagePlans(Plans plans, OperatorAudit audit) {
        this.plans = plans;
        this.audit = audit;
    }

    /**
     * @throws DomainException 409 {@code plan_code_taken}
     */
    public Plan create(Caller by, Plan plan) {
        return audit.write(
                by,
                "ai.plan.create",
                "plan",
                plan.code(),
                () -> {
                    if (!plans.insert(plan)) {
                        throw DomainException.conflict(
                                "plan_code_taken", "There is a plan of this code already.");
                    }
                    return new OperatorAudit.Written<>(null, stored(plan.code()));
                });
    }

    /**
     * @param plan its version is the one that was read
     * @throws DomainException 404; 409 {@code version_conflict}
     */
    public Plan replace(Caller by, Plan plan) {
        return audit.write(
                by,
                "ai.plan.replace",
                "plan",
                plan.code(),
                () -> {
                    Plan before = plans.find(plan.code()).orElseThrow(DomainException::notFound);
                    if (!plans.replace(plan)) {
                        throw DomainException.conflict(
                                        "version_conflict",
                                        "Somebody changed this plan. Load it again.")
                                .with("current_version", before.version())
                                .with("current", PlanView.of(before));
                    }
                    return new OperatorAudit.Written<>(before, stored(plan.code()));
                });
    }

    private Plan stored(String code) {
        return plans.find(code).orElseThrow();
    }
}
