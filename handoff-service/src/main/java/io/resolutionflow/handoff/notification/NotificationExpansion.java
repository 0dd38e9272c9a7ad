package io.resolutionflow.handoff.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.Handoffs;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.notification.NotificationJobs.Job;
import io.resolutionflow.platform.id.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns a job into the notices of its recipients (contract-handoffs §7.1), once. Runs under the
 * job's row lock: a claim that comes first finds the job and cancels it, one that comes later finds
 * the notices and settles them.
 */
@Component
class NotificationExpansion {

    private final NotificationJobs jobs;
    private final Notifications notices;
    private final Handoffs handoffs;
    private final Directory directory;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry meters;

    NotificationExpansion(
            NotificationJobs jobs,
            Notifications notices,
            Handoffs handoffs,
            Directory directory,
            Ids ids,
            Clock clock,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.notices = notices;
        this.handoffs = handoffs;
        this.directory = directory;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    @Transactional
    public void expand(UUID jobId) {
        jobs.lockPending(jobId)
                .ifPresent(job -> {
                    handoffs.find(job.subjectId()).ifPresent(handoff -> tell(job, handoff));
                    jobs.done(jobId);
                });
    }

    private void tell(Job job, Handoff handoff) {
        String actor = job.payload().path("actor_id").asString("");
        for (Member member : recipients(job.event(), handoff)) {
            boolean didIt = member.id().toString().equals(actor);
            if (!didIt && notices.add(member.id(), job.generation(), notice(job, handoff))) {
                meters.counter("rf_notifications", "channel", "in_app", "state", "sent")
                        .increment();
            }
        }
    }

    private List<Member> recipients(String event, Handoff handoff) {
        Person originator = handoff.request().originator();
        return switch (event) {
            case EventKeys.SESSION_ESCALATED, EventKeys.WALK_ESCALATED, EventKeys.RELEASED ->
                    directory.claimers().stream()
                            .filter(member -> !member.id().equals(originator.id()))
                            .toList();
            case EventKeys.REASSIGNED -> enabled(handoff.state().target());
            default -> enabled(originator);
        };
    }

    /** Disabled people hear nothing; who was never seen cannot read notices either. */
    private List<Member> enabled(@Nullable Person person) {
        return Optional.ofNullable(person)
                .flatMap(who -> directory.row(who.id()))
                .filter(Member::enabled)
                .stream()
                .toList();
    }

    private Notice notice(Job job, Handoff handoff) {
        return new Notice(
                ids.next(),
                job.event(),
                NoticeText.title(job.event(), handoff),
                handoff.request().reason(),
                NoticeText.link(job.event(), handoff),
                job.subjectType(),
                job.subjectId(),
                null,
                null,
                null,
                clock.instant());
    }
}
