package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.channel.Channel;
import io.resolutionflow.handoff.channel.Channels;
import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.delivery.Deliveries.Planned;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.platform.id.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes one delivery for each channel and person that is to be told, in the caller's transaction.
 */
@Component
public class PlanDeliveries {

    private final Channels channels;
    private final Deliveries deliveries;
    private final DeliveryMeters meters;
    private final HandoffProperties.Mail mail;
    private final Ids ids;

    PlanDeliveries(
            Channels channels,
            Deliveries deliveries,
            DeliveryMeters meters,
            HandoffProperties properties,
            Ids ids) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.meters = meters;
        this.mail = properties.mail();
        this.ids = ids;
    }

    /** What the message is about; with the event it names a delivery. */
    public record Subject(String type, UUID id, int generation) {}

    /** Somebody who wants this event by e-mail. */
    public record MailTo(UUID userId, String address) {}

    /**
     * @param priority of the work, for channels with a least priority
     * @param collapseWindow how long further messages of the kind are suppressed
     * @param fallbackUsed whether the account's own choice of people had to be passed over
     */
    public record Plan(
            EventKey event,
            Subject subject,
            Priority priority,
            Message message,
            List<MailTo> mailTo,
            Duration collapseWindow,
            boolean fallbackUsed) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void plan(Plan plan) {
        for (Channel channel : channels.all()) {
            if (!channel.wants(plan.event(), plan.priority())) {
                continue;
            }
            if (channel.isBuiltIn()) {
                String suppressed = mail.isConfigured() ? null : "not_configured";
                plan.mailTo()
                        .forEach(to ->
                                add(plan, channel, null, to.userId(), to.address(), suppressed));
            } else {
                add(plan, channel, channel.id(), null, String.valueOf(channel.urlHint()), null);
            }
        }
    }

    private void add(
            Plan plan,
            Channel channel,
            @Nullable UUID channelId,
            @Nullable UUID userId,
            String hint,
            @Nullable String suppressed) {
        var planned =
                new Planned(
                        ids.next(),
                        channelId,
                        userId,
                        plan.event(),
                        plan.subject().type(),
                        plan.subject().id(),
                        plan.subject().generation(),
                        plan.message(),
                        hint,
                        plan.fallbackUsed(),
                        suppressed);
        List<EventKey> kin = plan.event().isCall() ? EventKey.calls() : List.of(plan.event());
        deliveries
                .add(planned, kin, plan.collapseWindow())
                .filter(state -> state == DeliveryState.SUPPRESSED)
                .ifPresent(state -> meters.count(channel.type(), state));
    }
}
