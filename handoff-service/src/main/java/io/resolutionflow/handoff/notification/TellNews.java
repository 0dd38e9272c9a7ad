package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.notification.News.Group;
import io.resolutionflow.handoff.notification.NotificationJobs.Job;
import io.resolutionflow.handoff.notification.Telling.Content;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Role;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notices about what other services told: kept as a job, expanded like those of hand-offs. */
@Component
public class TellNews {

    private final NotificationJobs jobs;
    private final Directory directory;
    private final JsonMapper json;
    private final Ids ids;

    TellNews(NotificationJobs jobs, Directory directory, JsonMapper json, Ids ids) {
        this.jobs = jobs;
        this.directory = directory;
        this.json = json;
        this.ids = ids;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(News news) {
        ObjectNode payload = json.createObjectNode();
        payload.set("news", json.valueToTree(news));
        payload.put("actor_id", news.actorId() == null ? null : news.actorId().toString());
        jobs.add(
                new Job(
                        ids.next(),
                        news.event().wire(),
                        news.subjectType(),
                        news.subjectId(),
                        news.generation(),
                        payload));
    }

    /** In a transaction of the caller. */
    Telling of(JsonNode payload) {
        News news = json.treeToValue(payload.path("news"), News.class);
        List<Member> people =
                directory.claimers().stream()
                        .filter(member ->
                                news.people().contains(member.id())
                                        || belongs(member, news.group()))
                        .toList();
        var data = json.createObjectNode();
        data.put("subject_type", news.subjectType());
        data.put("subject_id", news.subjectId().toString());
        data.put("title", news.headline());
        data.put("reason", news.text());
        var content =
                new Content(
                        NoticeText.cut(news.headline()),
                        news.text(),
                        null,
                        news.link(),
                        Priority.NORMAL,
                        data);
        return new Telling(content, people, null, false);
    }

    private static boolean belongs(Member member, Group group) {
        boolean admin = member.role() == Role.OWNER || member.role() == Role.ADMIN;
        return switch (group) {
            case NOBODY -> false;
            case OWNERS_AND_ADMINS -> admin;
            case TEAM_ADMINS_TOO -> admin || member.isTeamAdmin();
        };
    }
}
