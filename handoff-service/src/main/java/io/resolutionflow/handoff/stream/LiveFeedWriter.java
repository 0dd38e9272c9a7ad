package io.resolutionflow.handoff.stream;

import io.resolutionflow.handoff.handoff.Act;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.LiveFeed;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns acts into stream rows (contract-handoffs §5). */
@Component
class LiveFeedWriter implements LiveFeed {

    private final StreamEvents events;
    private final JsonMapper json;

    LiveFeedWriter(StreamEvents events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    @Override
    public long append(
            Act act,
            @Nullable Handoff before,
            Handoff after,
            Actor actor,
            @Nullable String reason,
            Instant at) {
        return switch (act) {
            case CREATED ->
                    write(StreamTypes.CREATED, after, withCard(StreamTypes.CREATED, after, at));
            case CLAIMED -> write(StreamTypes.CLAIMED, after, claimed(after, at));
            case RELEASED ->
                    write(
                            StreamTypes.RELEASED,
                            after,
                            withCard(StreamTypes.RELEASED, after, at)
                                    .put("released_by_name", actor.name()));
            case REASSIGNED ->
                    write(
                            StreamTypes.REASSIGNED,
                            after,
                            withCard(StreamTypes.REASSIGNED, after, at)
                                    .put("actor_name", actor.name()));
            case CANCELLED -> write(StreamTypes.CANCELLED, after, gone(after, "cancelled", at));
            case EXPIRED -> write(StreamTypes.CANCELLED, after, gone(after, "expired", at));
            case CLOSED ->
                    before != null && before.state().status() == Status.OPEN
                            ? write(
                                    StreamTypes.CANCELLED,
                                    after,
                                    gone(after, String.valueOf(reason), at))
                            : events.current();
        };
    }

    @Override
    public long appendAssessment(Handoff handoff, Instant at) {
        ObjectNode data =
                head(StreamTypes.ASSESSMENT_READY, handoff, at)
                        .put("handoff_id", handoff.id().toString())
                        .put("has_assessment", handoff.assessment().isPresent())
                        .put("assessment_state", handoff.assessment().state().wire());
        return write(StreamTypes.ASSESSMENT_READY, handoff, data);
    }

    private long write(String type, Handoff handoff, ObjectNode data) {
        return events.append(
                type,
                handoff.id(),
                handoff.request().originator().id(),
                handoff.request().intent().wire(),
                data);
    }

    private ObjectNode withCard(String type, Handoff handoff, Instant at) {
        ObjectNode data = head(type, handoff, at);
        data.set("handoff", json.valueToTree(CardItems.of(handoff)));
        Instant released = handoff.state().releasedAt();
        return data.put(
                ReaderView.WAITING_SINCE,
                (released == null ? handoff.request().createdAt() : released).toString());
    }

    private ObjectNode claimed(Handoff handoff, Instant at) {
        Person claimer = handoff.state().claimer();
        return head(StreamTypes.CLAIMED, handoff, at)
                .put("handoff_id", handoff.id().toString())
                .put("source_id", handoff.request().sourceId().toString())
                .put("session_id", text(handoff.state().sessionId()))
                .put("claimed_by", claimer == null ? null : claimer.id().toString())
                .put("claimed_by_name", claimer == null ? null : claimer.name())
                .put("claimed_at", String.valueOf(handoff.state().claimedAt()));
    }

    private ObjectNode gone(Handoff handoff, String reason, Instant at) {
        return head(StreamTypes.CANCELLED, handoff, at)
                .put("handoff_id", handoff.id().toString())
                .put("source_id", handoff.request().sourceId().toString())
                .put("reason", reason);
    }

    private ObjectNode head(String type, Handoff handoff, Instant at) {
        return json.createObjectNode()
                .put("type", type)
                .put("account_id", TenantContext.required().toString())
                .put("occurred_at", at.toString())
                .put("version", handoff.state().version());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
