package io.resolutionflow.handoff.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.delivery.Message;
import io.resolutionflow.handoff.delivery.PlanDeliveries;
import io.resolutionflow.handoff.delivery.PlanDeliveries.MailTo;
import io.resolutionflow.handoff.delivery.PlanDeliveries.Plan;
import io.resolutionflow.handoff.delivery.PlanDeliveries.Subject;
import io.resolutionflow.handoff.handoff.Handoffs;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.notification.NotificationJobs.Job;
import io.resolutionflow.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns a job into the notices of its recipients and the deliveries of its channels
 * (contract-handoffs §7.1), once. Runs under the job's row lock: a claim that comes first finds the
 * job and cancels it, one that comes later finds what was made of it and settles that.
 */
@Component
class NotificationExpansion {

    private final NotificationJobs jobs;
    private final Notifications notices;
    private final Handoffs handoffs;
    private final HandoffTelling ofHandoffs;
    private final TellNews ofNews;
    private final MailPreferences preferences;
    private final Choices choices;
    private final PlanDeliveries deliveries;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry meters;

    NotificationExpansion(
            NotificationJobs jobs,
            Notifications notices,
            Handoffs handoffs,
            HandoffTelling ofHandoffs,
            TellNews ofNews,
            MailPreferences preferences,
            Choices choices,
            PlanDeliveries deliveries,
            Ids ids,
            Clock clock,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.notices = notices;
        this.handoffs = handoffs;
        this.ofHandoffs = ofHandoffs;
        this.ofNews = ofNews;
        this.preferences = preferences;
        this.choices = choices;
        this.deliveries = deliveries;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    @Transactional
    public void expand(UUID jobId) {
        jobs.lockPending(jobId)
                .ifPresent(job -> {
                    telling(job).ifPresent(telling -> tell(job, telling));
                    jobs.done(jobId);
                });
    }

    private Optional<Telling> telling(Job job) {
        if (job.payload().has("news")) {
            return Optional.of(ofNews.of(job.payload()));
        }
        UUID target = id(job, "target_user_id");
        return handoffs.find(job.subjectId())
                .map(handoff -> ofHandoffs.of(EventKey.required(job.event()), handoff, target));
    }

    private void tell(Job job, Telling telling) {
        UUID actor = id(job, "actor_id");
        Instant now = clock.instant();
        List<Member> people =
                telling.people().stream().filter(member -> !member.id().equals(actor)).toList();
        for (Member member : people) {
            if (notices.add(member.id(), job.generation(), notice(job, telling, now))) {
                meters.counter("rf_notifications", "channel", "in_app", "state", "sent")
                        .increment();
            }
        }
        EventKey event = EventKey.required(job.event());
        deliveries.plan(
                new Plan(
                        event,
                        new Subject(job.subjectType(), job.subjectId(), job.generation()),
                        telling.content().priority(),
                        message(job, telling, now),
                        mailTo(event, people, telling.mailOnly()),
                        Duration.ofSeconds(choices.settings().collapseWindowSeconds()),
                        telling.fallbackUsed()));
    }

    private List<MailTo> mailTo(EventKey event, List<Member> people, @Nullable UUID only) {
        return people.stream()
                .filter(member -> only == null || member.id().equals(only))
                .filter(member -> member.email() != null && !member.email().isBlank())
                .filter(member -> preferences.wants(member.id(), event))
                .map(member -> new MailTo(member.id(), String.valueOf(member.email())))
                .toList();
    }

    private Notice notice(Job job, Telling telling, Instant now) {
        return new Notice(
                ids.next(),
                job.event(),
                telling.content().headline(),
                telling.content().reason(),
                telling.content().link(),
                job.subjectType(),
                job.subjectId(),
                null,
                null,
                null,
                now);
    }

    private static Message message(Job job, Telling telling, Instant now) {
        return new Message(
                job.event(),
                now,
                telling.content().headline(),
                telling.content().reason(),
                telling.content().by(),
                telling.content().link(),
                telling.content().data());
    }

    private static @Nullable UUID id(Job job, String member) {
        String text = job.payload().path(member).asString("");
        return text.isEmpty() ? null : UUID.fromString(text);
    }
}
