package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Contract-handoffs §7, in-app. */
class NotificationIT extends RunningService {

    private static final String NOTICES = "/api/v1/notifications";
    private final UUID session = UUID.randomUUID();

    private JsonNode awaitNotice(TestPerson who, String event) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        get(who, NOTICES)
                                                .json()
                                                .valueStream()
                                                .map(notice -> notice.path("event").stringValue()))
                                .contains(event));
        return get(who, NOTICES).json().get(0);
    }

    @Test
    void an_escalation_reaches_those_who_can_take_it_and_a_claim_settles_it_KD_46() {
        everybodyIsKnown();
        UUID handoff = escalated(ana, session);
        JsonNode notice = awaitNotice(dana, "session.escalated");
        awaitNotice(eli, "session.escalated");
        awaitNotice(owner, "session.escalated");
        assertThat(notice.path("title").stringValue())
                .isEqualTo("Ana Ruiz escalated: VPN drops every 10 minutes");
        assertThat(notice.path("link").stringValue())
                .isEqualTo("/pilot/" + session + "?pickup=true");
        assertThat(notice.path("subject_id").stringValue()).isEqualTo(handoff.toString());
        assertThat(get(dana, NOTICES).header("RF-Unread-Count")).isEqualTo("1");
        for (TestPerson nobody : new TestPerson[] {ana, lee, viewer}) {
            assertThat(get(nobody, NOTICES).json()).isEmpty();
        }

        claim(dana, session, handoff);
        Answer settled = get(eli, NOTICES);
        assertThat(settled.json().get(0).path("settled_text").stringValue())
                .isEqualTo("claimed by Dana Reyes");
        assertThat(settled.header("RF-Unread-Count")).isEqualTo("0");
        assertThat(get(eli, NOTICES + "?unread_only=true").json()).isEmpty();
        assertThat(awaitNotice(ana, "handoff.claimed").path("title").stringValue())
                .isEqualTo("Dana Reyes took over: VPN drops every 10 minutes");
    }

    @Test
    void an_l1_originator_hears_that_somebody_took_over_KD_71() {
        everybodyIsKnown();
        UUID walk = UUID.randomUUID();
        UUID handoff = walkEscalated(lee, walk);
        awaitNotice(dana, "l1.session.escalated");
        claim(dana, walk, handoff);
        assertThat(awaitNotice(lee, "handoff.claimed").path("link").stringValue())
                .isEqualTo("/l1/walk/" + walk);
    }

    @Test
    void parking_is_private() {
        everybodyIsKnown();
        handedOn(ana, session, "park", "handoff", "normal");
        escalated(eli, UUID.randomUUID());
        awaitNotice(dana, "session.escalated");
        assertThat(get(dana, NOTICES).json()).hasSize(1);
        assertThat(count("select count(*) from notification_job")).isOne();
    }

    @Test
    void notices_are_read_one_by_one_or_all_by_their_owner_only() {
        everybodyIsKnown();
        escalated(ana, session);
        String id = awaitNotice(dana, "session.escalated").path("id").stringValue();
        awaitNotice(eli, "session.escalated");
        assertThat(post(eli, NOTICES + "/" + id + "/read", null).withoutTrace())
                .isEqualTo(
                        post(eli, NOTICES + "/" + UUID.randomUUID() + "/read", null)
                                .withoutTrace());
        assertThat(post(dana, NOTICES + "/" + id + "/read", null).status()).isEqualTo(204);
        assertThat(post(dana, NOTICES + "/" + id + "/read", null).status()).isEqualTo(204);
        assertThat(get(dana, NOTICES).header("RF-Unread-Count")).isEqualTo("0");
        assertThat(
                        post(eli, NOTICES + "/read-all", "{\"before\": \"2020-01-01T00:00:00Z\"}")
                                .status())
                .isEqualTo(204);
        assertThat(get(eli, NOTICES).header("RF-Unread-Count")).isEqualTo("1");
        for (String wrong : new String[] {"5", "\"yesterday\"", "true"}) {
            assertThat(post(eli, NOTICES + "/read-all", "{\"before\": " + wrong + "}").text("code"))
                    .as(wrong)
                    .isEqualTo("validation_failed");
        }
        assertThat(get(eli, NOTICES).header("RF-Unread-Count")).isEqualTo("1");
        assertThat(get(eli, NOTICES + "?skip=1").json()).isEmpty();
        assertThat(get(eli, NOTICES + "?skip=10001").text("code")).isEqualTo("validation_failed");
        assertThat(post(eli, NOTICES + "/read-all", null).status()).isEqualTo(204);
        assertThat(get(eli, NOTICES).header("RF-Unread-Count")).isEqualTo("0");
    }
}
