package io.resolutionflow.aigateway.administration;

import io.resolutionflow.aigateway.ledger.CheckLedger;
import io.resolutionflow.aigateway.ledger.CheckLedger.Check;
import io.resolutionflow.aigateway.ledger.RerateAccount.Spec;
import io.resolutionflow.aigateway.ledger.RerateJobs;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.plan.OperatorAudit;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What the operator asks of the ledger: prices again, and whether it adds up. */
@Service
public class AdministerLedger {

    private final RerateJobs rerates;
    private final CheckLedger checkLedger;
    private final Entitlements entitlements;
    private final OperatorAudit audit;
    private final TransactionTemplate transaction;

    AdministerLedger(
            RerateJobs rerates,
            CheckLedger checkLedger,
            Entitlements entitlements,
            OperatorAudit audit,
            TransactionTemplate transaction) {
        this.rerates = rerates;
        this.checkLedger = checkLedger;
        this.entitlements = entitlements;
        this.audit = audit;
        this.transaction = transaction;
    }

    public RerateJobs.Preview preview(Spec spec) {
        return rerates.preview(spec);
    }

    public UUID rerate(Caller by, Spec spec) {
        return audit.write(
                by,
                "ai.rerate.begin",
                "model_price",
                spec.endpoint() + "/" + spec.model(),
                () -> new OperatorAudit.Written<>(null, rerates.begin(spec, by.userId())));
    }

    /** The billing windows that begin in a month of the account's calendar. */
    public Check check(UUID account, YearMonth month) {
        return TenantContext.call(
                account,
                () -> {
                    ZoneId zone = entitlements.of(account).setting().timeZone();
                    Instant from = month.atDay(1).atStartOfDay(zone).toInstant();
                    Instant to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
                    return Objects.requireNonNull(
                            transaction.execute(status -> checkLedger.check(account, from, to)));
                });
    }
}
