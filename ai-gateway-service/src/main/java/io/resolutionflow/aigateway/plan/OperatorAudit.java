package io.resolutionflow.aigateway.plan;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes of what belongs to no account, with their audit row in the same transaction: in the
 * account the operator acts in, else in that of nobody.
 */
@Component
public class OperatorAudit {

    /** The account of what belongs to none. */
    public static final UUID NOBODY = new UUID(0, 0);

    private final AuditLog audit;
    private final TransactionTemplate transaction;

    OperatorAudit(AuditLog audit, TransactionTemplate transaction) {
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What was written, and what was there before. */
    public record Written<T>(@Nullable Object before, T after) {}

    @SuppressWarnings("NullAway") // the transaction hands back what the work gave
    public <T> T write(
            Caller by, String action, String type, Object id, Supplier<Written<T>> work) {
        UUID account = by.accountId() == null ? NOBODY : by.accountId();
        return TenantContext.call(
                account,
                () ->
                        transaction.execute(status -> {
                            Written<T> written = work.get();
                            audit.record(
                                    Actor.of(by),
                                    action,
                                    type,
                                    id,
                                    written.before(),
                                    written.after(),
                                    Map.of());
                            return written.after();
                        }));
    }
}
