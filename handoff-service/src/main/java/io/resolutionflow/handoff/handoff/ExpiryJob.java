package io.resolutionflow.handoff.handoff;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes back what nobody took within its limit (contract-handoffs §2.2). */
@Component
class ExpiryJob {

    private final ExpiredHandoffs expired;
    private final CloseHandoffs closing;
    private final AppliedActs applied;
    private final HandoffProperties.Expire settings;
    private final Clock clock;

    ExpiryJob(
            ExpiredHandoffs expired,
            CloseHandoffs closing,
            AppliedActs applied,
            HandoffProperties properties,
            Clock clock) {
        this.expired = expired;
        this.closing = closing;
        this.applied = applied;
        this.settings = properties.expire();
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${rf.handoff.expire.poll:1m}")
    void run() {
        var now = clock.instant();
        var escalate = settings.escalate();
        expired.find(now.minus(settings.park()), escalate == null ? null : now.minus(escalate))
                .forEach(due ->
                        TenantContext.run(
                                due.accountId(),
                                () -> {
                                    Handoff over = closing.expire(due.id());
                                    if (over != null) {
                                        applied.apply(Act.EXPIRED, over, Actor.system(), "expired");
                                    }
                                }));
    }
}
