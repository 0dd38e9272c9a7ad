package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.delivery.Deliveries;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffChanged;
import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.notification.NotificationJobs.Job;
import io.resolutionflow.platform.id.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one job with each act that people hear of, in the act's transaction; the answer never
 * waits for it (KD-46, KD-70).
 */
@Component
class NotificationScheduling {

    private final NotificationJobs jobs;
    private final Notifications notices;
    private final Deliveries deliveries;
    private final Ids ids;
    private final JsonMapper json;

    NotificationScheduling(
            NotificationJobs jobs,
            Notifications notices,
            Deliveries deliveries,
            Ids ids,
            JsonMapper json) {
        this.jobs = jobs;
        this.notices = notices;
        this.deliveries = deliveries;
        this.ids = ids;
        this.json = json;
    }

    @EventListener
    void on(HandoffChanged changed) {
        Handoff handoff = changed.after();
        boolean escalated = handoff.request().intent() == Intent.ESCALATE;
        switch (changed.act()) {
            case CREATED -> {
                // parking is private to the person who parked
                if (escalated) {
                    add(
                            changed,
                            handoff.isWalk() ? EventKey.WALK_ESCALATED : EventKey.SESSION_ESCALATED,
                            0);
                }
            }
            case CLAIMED -> {
                settle(changed, "claimed by " + nameOf(handoff.state().claimer()));
                add(changed, EventKey.CLAIMED, handoff.state().claimEpoch());
            }
            case RELEASED -> {
                if (escalated) {
                    add(changed, EventKey.RELEASED, handoff.state().releaseCount());
                }
            }
            case REASSIGNED -> {
                if (handoff.state().target() != null) {
                    add(changed, EventKey.REASSIGNED, handoff.state().claimEpoch());
                }
            }
            case CANCELLED -> settle(changed, "cancelled by " + changed.actor().name());
            case EXPIRED -> {
                settle(changed, "expired");
                add(changed, EventKey.EXPIRED, handoff.state().claimEpoch());
            }
            case CLOSED -> settle(changed, String.valueOf(changed.reason()).replace('_', ' '));
        }
    }

    private void add(HandoffChanged changed, EventKey event, int generation) {
        var payload =
                json.createObjectNode()
                        .put("actor_id", text(changed.actor().id()))
                        .put("target_user_id", text(idOf(changed.after().state().target())));
        jobs.add(
                new Job(
                        ids.next(),
                        event.wire(),
                        "handoff",
                        changed.after().id(),
                        generation,
                        payload));
    }

    private void settle(HandoffChanged changed, String text) {
        jobs.cancel(changed.after().id(), EventKey.calls());
        notices.settle(changed.after().id(), EventKey.calls(), text, changed.at());
        deliveries.cancel(changed.after().id(), EventKey.calls());
    }

    private static @Nullable UUID idOf(@Nullable Person person) {
        return person == null ? null : person.id();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static String nameOf(@Nullable Person person) {
        return person == null ? "somebody" : person.name();
    }
}
