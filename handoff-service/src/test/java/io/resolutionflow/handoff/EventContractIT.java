package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.contracts.event.HandoffEvent;
import io.resolutionflow.platform.testing.events.EventSamples;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is really published is what the committed schemas say, and every sample is readable by the
 * shared record.
 */
class EventContractIT extends RunningService {

    private record Published(String type, String payload) {}

    @Test
    void every_published_event_fits_its_schema() {
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        get(eli, "/api/v1/notifications");
        claim(dana, session, handoff);
        post(
                dana,
                path(session, handoff, "reassign"),
                "{\"target_user_id\": \"" + eli.userId() + "\"}");
        post(eli, path(session, handoff, "release"), "{}");
        post(ana, path(session, handoff, "cancel"), "{\"reason\": \"Found it\"}");
        UUID walk = UUID.randomUUID();
        UUID ofWalk = walkEscalated(lee, walk);
        UUID continuation = UUID.fromString(claim(dana, walk, ofWalk).text("session_id"));
        await().atMost(SOON).until(() -> published("handoff.assessment_ready", ofWalk) == 1);
        publish(
                "rf.session.events",
                "session.deleted",
                continuation,
                1,
                "{\"session_id\": \"" + continuation + "\"}");
        await().atMost(SOON).until(() -> published("handoff.closed", ofWalk) == 1);

        List<Published> events = published();
        assertThat(events)
                .extracting(Published::type)
                .contains(
                        "handoff.created",
                        "handoff.claimed",
                        "handoff.reassigned",
                        "handoff.released",
                        "handoff.cancelled",
                        "handoff.closed",
                        "handoff.assessment_ready");
        for (Published event : events) {
            EventSamples.assertFits(event.type(), event.payload());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HandoffEvent.CREATED,
                HandoffEvent.CLAIMED,
                HandoffEvent.RELEASED,
                HandoffEvent.REASSIGNED,
                HandoffEvent.CANCELLED,
                HandoffEvent.CLOSED,
                HandoffEvent.ASSESSMENT_READY
            })
    void a_golden_sample_survives_reading_and_writing(String type) {
        EventSamples.assertSurvives(json, type, HandoffEvent.class);
    }

    private List<Published> published() {
        return inAccount(db ->
                db.sql("select type, payload from outbox_event")
                        .query((row, n) ->
                                new Published(row.getString("type"), row.getString("payload")))
                        .list());
    }
}
