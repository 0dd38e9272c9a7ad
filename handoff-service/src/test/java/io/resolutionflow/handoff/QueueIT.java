package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Contract-handoffs §4. */
class QueueIT extends RunningService {

    private static final String QUEUE = "/api/v1/ai-sessions/queue";

    private static List<String> ids(Answer queue) {
        return queue.json()
                .valueStream()
                .map(item -> item.path("handoff_id").stringValue())
                .toList();
    }

    @Test
    void the_most_urgent_come_first_then_the_oldest_KD_15() {
        UUID normalOld = handedOn(ana, UUID.randomUUID(), "escalate", "escalate", "normal");
        UUID low = handedOn(ana, UUID.randomUUID(), "escalate", "escalate", "low");
        UUID urgent = handedOn(ana, UUID.randomUUID(), "escalate", "package_post", "urgent");
        UUID normalNew = handedOn(ana, UUID.randomUUID(), "escalate", "handoff", "normal");
        UUID high = handedOn(ana, UUID.randomUUID(), "escalate", "escalate", "high");
        List<String> expected =
                java.util.stream.Stream.of(urgent, high, normalOld, normalNew, low)
                        .map(UUID::toString)
                        .toList();

        Answer all = get(dana, QUEUE);
        assertThat(ids(all)).isEqualTo(expected);
        assertThat(all.header("RF-Open-Count")).isEqualTo("5");
        assertThat(all.header("RF-Stream-Position")).isEqualTo("5");

        var paged = new ArrayList<String>();
        String path = QUEUE + "?limit=2";
        while (!path.isEmpty()) {
            Answer page = get(dana, path);
            assertThat(page.status()).isEqualTo(200);
            paged.addAll(ids(page));
            path = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        }
        assertThat(paged).isEqualTo(expected);
        assertThat(ids(get(dana, QUEUE + "?skip=3"))).isEqualTo(expected.subList(3, 5));
    }

    @Test
    void a_card_has_every_member() {
        UUID walk = UUID.randomUUID();
        UUID handoff = walkEscalated(lee, walk);
        JsonNode card = get(dana, QUEUE).json().get(0);
        assertThat(card.path("handoff_id").stringValue()).isEqualTo(handoff.toString());
        assertThat(card.propertyNames())
                .containsExactlyInAnyOrder(
                        "handoff_id",
                        "source_kind",
                        "source_id",
                        "session_id",
                        "walk_id",
                        "intent",
                        "origin",
                        "status",
                        "priority",
                        "title",
                        "problem_summary",
                        "problem_domain",
                        "reason",
                        "reason_category",
                        "client_name",
                        "step_count",
                        "confidence_tier",
                        "team_id",
                        "psa_connection_id",
                        "psa_ticket_id",
                        "internal_ticket_id",
                        "handed_off_by",
                        "handed_off_by_name",
                        "target_user_id",
                        "target_user_name",
                        "targeted_to_me",
                        "is_own",
                        "claimed_by",
                        "claimed_by_name",
                        "claimed_at",
                        "assessment_state",
                        "has_assessment",
                        "release_count",
                        "waiting_seconds",
                        "version",
                        "created_at");
        assertThat(card.path("source_kind").stringValue()).isEqualTo("l1_walk");
        assertThat(card.path("session_id").isNull()).isTrue();
        assertThat(card.path("client_name").stringValue()).isEqualTo("Initrode");
        assertThat(card.path("step_count").intValue()).isEqualTo(1);
        assertThat(card.path("internal_ticket_id").isNull()).isFalse();
    }

    @Test
    void filters_leave_out_what_was_not_asked_for() {
        UUID session = UUID.randomUUID();
        UUID escalated = escalated(ana, session);
        UUID parked = handedOn(ana, UUID.randomUUID(), "park", "handoff", "normal");
        UUID walk = walkEscalated(lee, UUID.randomUUID());
        assertThat(ids(get(dana, QUEUE)))
                .containsExactlyInAnyOrder(
                        escalated.toString(), parked.toString(), walk.toString());
        assertThat(ids(get(dana, QUEUE + "?intent=park"))).containsExactly(parked.toString());
        assertThat(ids(get(dana, QUEUE + "?source=l1_walk"))).containsExactly(walk.toString());
        assertThat(ids(get(dana, QUEUE + "?q=DRIVE"))).containsExactly(walk.toString());
        assertThat(ids(get(dana, QUEUE + "?q=1042&intent=escalate")))
                .containsExactly(escalated.toString());
        assertThat(ids(get(dana, QUEUE + "?q=%25%25"))).isEmpty();
        assertThat(ids(get(dana, QUEUE + "?target=me"))).isEmpty();
        // own hand-offs only when asked for
        assertThat(ids(get(ana, QUEUE))).containsExactly(walk.toString());
        assertThat(ids(get(ana, QUEUE + "?include_own=true"))).hasSize(3);
        claim(dana, session, escalated);
        assertThat(ids(get(eli, QUEUE + "?status=claimed"))).containsExactly(escalated.toString());
        Answer live = get(eli, QUEUE + "?status=live");
        assertThat(ids(live)).hasSize(3);
        assertThat(live.header("RF-Open-Count")).isEqualTo("2");
    }

    @Test
    void account_is_the_scope_unless_a_team_is_asked_for_KD_16() {
        var teamed = dana.inTeam(UUID.randomUUID());
        UUID withoutTeam = escalated(ana, UUID.randomUUID());
        assertThat(ids(get(teamed, QUEUE))).containsExactly(withoutTeam.toString());
        assertThat(ids(get(teamed, QUEUE + "?scope=team"))).containsExactly(withoutTeam.toString());
        assertThat(ids(get(dana, QUEUE + "?scope=team"))).containsExactly(withoutTeam.toString());
    }

    @Test
    void wrong_questions_are_422_and_wrong_roles_403_KD_50() {
        for (String query :
                List.of(
                        "?intent=both",
                        "?source=walk",
                        "?status=done",
                        "?scope=world",
                        "?target=you",
                        "?include_own=maybe",
                        "?q=a",
                        "?limit=0",
                        "?limit=101",
                        "?limit=many",
                        "?skip=10001",
                        "?skip=-1")) {
            Answer refused = get(dana, QUEUE + query);
            assertThat(refused.status()).as(query).isEqualTo(422);
            assertThat(refused.text("code")).as(query).isEqualTo("validation_failed");
        }
        assertThat(get(dana, QUEUE + "?cursor=abc").text("code")).isEqualTo("invalid_cursor");
        assertThat(get(dana, QUEUE + "?cursor=abc&skip=1").text("code"))
                .isEqualTo("paging_conflict");
        assertThat(get(viewer, QUEUE + "?intent=both").text("code")).isEqualTo("role_required");
        assertThat(get(lee, QUEUE).status()).isEqualTo(403);
    }

    @Test
    void a_cursor_of_another_list_or_person_is_refused() {
        for (int i = 0; i < 3; i++) {
            escalated(ana, UUID.randomUUID());
        }
        String next =
                get(dana, QUEUE + "?limit=1")
                        .header("Link")
                        .replaceAll("<(.*)>; rel=\"next\"", "$1");
        assertThat(get(eli, next).text("code")).isEqualTo("invalid_cursor");
        assertThat(get(dana, next + "&intent=escalate").text("code")).isEqualTo("invalid_cursor");
        assertThat(get(dana, next).status()).isEqualTo(200);
    }
}
