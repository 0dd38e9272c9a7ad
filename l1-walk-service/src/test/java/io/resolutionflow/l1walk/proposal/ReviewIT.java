package io.resolutionflow.l1walk.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.Structures;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The edges of contract-l1 §10.1; its whole way is in {@code FlywheelIT}. */
class ReviewIT extends RunningDesk {

    private static final String PROPOSALS = "/api/v1/flow-proposals";

    @Autowired private Proposals proposals;

    private UUID proposed(Map<String, ?> structure) {
        UUID id = UUID.randomUUID();
        var proposal =
                new FlowProposal(
                        id,
                        FlowProposal.NEW_FLOW,
                        "pending",
                        "ai_session",
                        UUID.randomUUID(),
                        null,
                        "Badge reader",
                        json.convertValue(structure, FlowContent.class),
                        null,
                        0.5,
                        0,
                        0,
                        null,
                        1,
                        null,
                        Instant.now().truncatedTo(ChronoUnit.MICROS));
        TenantContext.run(
                account,
                () ->
                        transaction.executeWithoutResult(
                                tx -> proposals.add(proposal, id.toString(), null, null)));
        return id;
    }

    private static String review(UUID id) {
        return PROPOSALS + "/" + id + "/review";
    }

    @Test
    void whatIsAskedIsCheckedBeforeItIsLookedUp() {
        UUID absent = UUID.randomUUID();
        isFault(absent, Map.of("version", 1), "action");
        isFault(absent, Map.of("action", "shred", "version", 1), "action");
        isFault(absent, Map.of("action", "approve"), "version");
        isFault(absent, Map.of("action", "approve", "version", "one"), "version");
        isFault(absent, Map.of("action", "reject", "version", 1), "note");
        isFault(absent, Map.of("action", "reject", "version", 1, "note", " \n "), "note");
        isFault(
                absent,
                Map.of("action", "dismiss", "version", 1, "note", "n".repeat(2_001)),
                "note");
        isFault(absent, Map.of("action", "modify", "version", 1), "flow");
        isFault(
                absent,
                Map.of(
                        "action",
                        "modify",
                        "version",
                        1,
                        "flow",
                        Structures.with(Structures.badgeReader("badge"), "title", "t".repeat(201))),
                "flow.title");
        Answer longest =
                post(
                        dana,
                        review(absent),
                        Map.of("action", "reject", "version", 1, "note", "n".repeat(2_000)));
        assertThat(longest.code()).isEqualTo("not_found");
        assertThat(get(dana, PROPOSALS + "/not-an-id").code()).isEqualTo("validation_failed");
        for (TestPerson other : List.of(lee, TestPerson.viewer(account))) {
            assertThat(post(other, review(absent), "{not json").code()).isEqualTo("role_required");
        }
    }

    private void isFault(UUID id, Map<String, ?> body, String field) {
        Answer no = post(dana, review(id), body);
        assertThat(no.status()).as(no.body()).isEqualTo(422);
        assertThat(no.code()).isEqualTo("validation_failed");
        assertThat(no.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void oneKeyIsOneReviewAndTheNextReviewerIsToldWhoDecided() {
        UUID id = proposed(Structures.badgeReader("badge-key"));
        var approve = Map.of("action", "approve", "version", 1);
        String key = UUID.randomUUID().toString();

        Answer first = post(dana, review(id), approve, key);
        Answer again = post(dana, review(id), approve, key);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.json().get("version").asInt()).isEqualTo(2);
        assertThat(post(dana, review(id), Map.of("action", "dismiss", "version", 1), key).code())
                .isEqualTo("idempotency_key_reused");
        assertThat(count("select count(*) from flow where slug like 'badge-key%'")).isOne();
        Answer late = post(owner, review(id), approve);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("already_reviewed");
        assertThat(late.json().get("status").asInt()).isEqualTo(409);
        assertThat(late.text("proposal_status")).isEqualTo("approved");
        assertThat(late.text("reviewed_by_name")).isEqualTo(first.text("reviewed_by_name"));
        assertThat(Instant.parse(late.text("reviewed_at")))
                .isEqualTo(Instant.parse(first.text("reviewed_at")));
    }

    @Test
    void anotherVersionAndABrokenStructureChangeNothing() {
        UUID id =
                proposed(
                        Structures.with(
                                Structures.badgeReader("badge-broken"), "start", "nowhere"));
        Answer stale = post(dana, review(id), Map.of("action", "approve", "version", 2));
        assertThat(stale.code()).isEqualTo("version_conflict");
        assertThat(stale.json().get("current_version").asInt()).isEqualTo(1);
        assertThat(stale.json().at("/current/id").asString()).isEqualTo(id.toString());
        Answer broken = post(dana, review(id), Map.of("action", "approve", "version", 1));
        assertThat(broken.status()).isEqualTo(409);
        assertThat(broken.code()).isEqualTo("proposal_invalid");
        assertThat(intake(Map.of("problem_statement", "x", "flow_proposal_id", id), lee).code())
                .isEqualTo("proposal_not_walkable");
        Answer shown = get(dana, PROPOSALS + "/" + id);
        assertThat(shown.text("status")).isEqualTo("pending");
        assertThat(shown.json().at("/problems/0/code").asString()).isEqualTo("missing_start");

        Answer mended =
                post(
                        dana,
                        review(id),
                        Map.of(
                                "action",
                                "modify",
                                "version",
                                1,
                                "flow",
                                Structures.badgeReader("badge-mended")));
        assertThat(mended.text("status")).isEqualTo("modified");
        assertThat(mended.json().get("flow_version_no").asInt()).isEqualTo(1);
        assertThat(get(lee, "/api/v1/flows/" + mended.id("flow_id")).text("slug"))
                .isEqualTo("badge-mended");
    }

    @Test
    void theFiguresNameEveryStatusTypeAndSource() {
        Answer none = get(dana, PROPOSALS + "/stats");
        assertThat(none.json().get("by_status").propertyNames())
                .containsExactlyInAnyOrder(
                        "pending", "approved", "modified", "rejected", "dismissed");
        assertThat(none.json().get("by_type").propertyNames())
                .containsExactlyInAnyOrder("new_flow", "enhancement");
        assertThat(none.json().get("by_source").propertyNames())
                .containsExactlyInAnyOrder("ai_realtime_l1", "l1_flow_walk", "ai_session");
        assertThat(none.json().at("/by_status/pending").asInt()).isZero();
        assertThat(none.json().get("validated_pending").asInt()).isZero();
        assertThat(none.json().get("oldest_pending_at").isNull()).isTrue();
        UUID id = proposed(Structures.badgeReader("badge-stats"));
        Answer one = get(dana, PROPOSALS + "/stats");
        assertThat(one.json().at("/by_status/pending").asInt()).isOne();
        assertThat(one.json().at("/by_source/ai_session").asInt()).isOne();
        assertThat(one.text("oldest_pending_at"))
                .isEqualTo(get(dana, PROPOSALS + "/" + id).text("created_at"));
    }
}
