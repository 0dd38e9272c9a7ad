package io.resolutionflow.handoff.handoff;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.resolutionflow.handoff.AccountWork;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.handoff.ExpiredHandoffs.Due;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes back what nobody took within its limit (contract-handoffs §2.2). */
@Component
class ExpiryJob {

    private static final Logger log = LoggerFactory.getLogger(ExpiryJob.class);

    private final ExpiredHandoffs expired;
    private final CloseHandoffs closing;
    private final AppliedActs applied;
    private final HandoffProperties.Expire settings;
    private final Clock clock;
    private final AccountWork expiring = new AccountWork("handoff-expiry");

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
        expired
                .find(now.minus(settings.park()), escalate == null ? null : now.minus(escalate))
                .stream()
                .collect(groupingBy(Due::accountId, mapping(Due::id, toList())))
                .forEach(
                        (account, due) -> expiring.start(account, () -> due.forEach(this::expire)));
    }

    private void expire(UUID id) {
        try {
            Handoff over = closing.expire(id);
            if (over != null) {
                applied.apply(Act.EXPIRED, over, Actor.system(), "expired");
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("handoff_id", id)
                    .log("hand-off not expired, tried again with the next run");
        }
    }
}
