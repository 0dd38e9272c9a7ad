package io.resolutionflow.aigateway.plan;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import org.springframework.stereotype.Service;

/** The operator's plans (contract-ai §2.4). New limits hold at once, in running windows too. */
@Service
public class ManagePlans {

    private final Plans plans;
    private final PlanHistory history;
    private final OperatorAudit audit;

    ManagePlans(Plans plans, PlanHistory history, OperatorAudit audit) {
        this.plans = plans;
        this.history = history;
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
                    history.keep(plan.code(), by);
                    return new OperatorAudit.Written<>(null, stored(plan.code()));
                });
    }

    /**
     * Accounts that have the plan are told afterwards, each by itself ({@link TellPlanChanges}).
     *
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
                    history.keep(plan.code(), null);
                    if (!plans.replace(plan)) {
                        throw DomainException.conflict(
                                        "version_conflict",
                                        "Somebody changed this plan. Load it again.")
                                .with("current_version", before.version())
                                .with("current", PlanView.of(before));
                    }
                    history.keep(plan.code(), by);
                    return new OperatorAudit.Written<>(before, stored(plan.code()));
                });
    }

    private Plan stored(String code) {
        return plans.find(code).orElseThrow();
    }
}
