package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.channel.ChannelReading;
import io.resolutionflow.handoff.delivery.Deliveries.Due;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Leases due deliveries of all accounts and sends a few at a time, each inside its own account.
 * When one is over the next is looked for at once, so that many messages about one subject follow
 * each other without waiting for the poll.
 */
@Component
class DeliveryRunner {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRunner.class);
    private static final int AT_ONCE = 16;

    private final UUID owner;
    private final Deliveries deliveries;
    private final DeliveryWork work;
    private final ChannelReading channels;
    private final Senders senders;
    private final HandoffProperties.Notify settings;
    private final Semaphore free = new Semaphore(AT_ONCE);

    DeliveryRunner(
            Deliveries deliveries,
            DeliveryWork work,
            ChannelReading channels,
            Senders senders,
            HandoffProperties properties,
            Ids ids) {
        this.owner = ids.next();
        this.deliveries = deliveries;
        this.work = work;
        this.channels = channels;
        this.senders = senders;
        this.settings = properties.delivering();
    }

    @Scheduled(fixedDelayString = "${rf.handoff.notify.poll:1s}")
    void run() {
        int slots = free.drainPermits();
        if (slots == 0) {
            return;
        }
        List<Due> due = List.of();
        try {
            due = deliveries.claim(owner, slots, settings.lease());
        } finally {
            free.release(slots - due.size());
        }
        due.forEach(one -> Thread.ofVirtual().name("delivery").start(() -> work(one)));
    }

    private void work(Due due) {
        try {
            TenantContext.run(due.accountId(), () -> send(due));
        } catch (RuntimeException e) {
            // the lease runs out and it is taken again
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("delivery_id", due.id())
                    .log("delivery interrupted");
            free.release();
            return;
        }
        free.release();
        run();
    }

    private void send(Due due) {
        work.begin(due)
                .ifPresent(tried -> {
                    Outcome outcome = outcome(due, tried);
                    CrashPoint.hit("handoff.after-external-send");
                    work.end(due, tried, outcome);
                    if (outcome.errorCode() != null) {
                        log.atWarn()
                                .addKeyValue("delivery_id", due.id())
                                .addKeyValue("channel", tried.type().wire())
                                .addKeyValue("attempt", tried.attempt())
                                .addKeyValue("code", outcome.errorCode())
                                .log("delivery not sent");
                    }
                });
    }

    private Outcome outcome(Due due, DeliveryWork.Try tried) {
        if (tried.channelId() == null) {
            return senders.byMail(
                    Objects.requireNonNull(tried.address()), due.id(), tried.message());
        }
        try {
            return senders.toChannel(
                    tried.type(), channels.secrets(tried.channelId()), due.id(), tried.message());
        } catch (UnreadableSecret e) {
            return new Outcome.Refused("secret_unreadable", null, false);
        } catch (DomainException deleted) {
            return new Outcome.Refused("channel_disabled", null, false);
        }
    }
}
