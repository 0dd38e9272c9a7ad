package io.resolutionflow.l1walk.flywheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.l1walk.flow.Structures;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FlywheelIT extends RunningDesk {

    private static final String PROPOSALS = "/api/v1/flow-proposals";
    private static final String DOCK = "docking station does not detect the second external screen";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An AI-built walk of one answered question, resolved. */
    private UUID builtWalk(String statement, String question, boolean helpful) {
        AI.completes(Map.of("category", "hardware", "vague", false));
        UUID walk = intake(Map.of("problem_statement", statement), lee).id("session_id");
        AI.completes(
                Map.of(
                        "type",
                        "question",
                        "text",
                        question,
                        "yes_label",
                        "It is",
                        "no_label",
                        "It is not",
                        "options",
                        List.of()));
        String node =
                post(lee, walk(walk) + "/next-node", Map.of()).json().at("/node/id").asString();
        AI.completes(
                Map.of(
                        "type",
                        "resolved",
                        "text",
                        "Does the second screen show a picture now?",
                        "options",
                        List.of()));
        post(lee, walk(walk) + "/next-node", Map.of("node_id", node, "answer", "yes"));
        Answer done =
                post(
                        lee,
                        walk(walk) + "/resolve",
                        Map.of(
                                "helpful",
                                helpful,
                                "resolution_notes",
                                "Second screen works after the dock's plug was moved.\nNothing else."));
        assertThat(done.status()).isEqualTo(200);
        return walk;
    }

    private JsonNode job(UUID source) {
        await().atMost(PATIENCE)
                .until(() ->
                        count(
                                        "select count(*) from flywheel_job where source_id = ? and state in ('done', 'failed')",
                                        source)
                                == 1);
        return json.valueToTree(
                rows().list("select * from flywheel_job where source_id = ?", source).getFirst());
    }

    private JsonNode only(String query) {
        Answer list = get(dana, PROPOSALS + query);
        assertThat(list.json()).hasSize(1);
        return list.json().get(0);
    }

    private Answer review(UUID id, Map<String, ?> body) {
        var sent = new HashMap<String, Object>(Map.of("version", 1));
        sent.putAll(body);
        return post(dana, PROPOSALS + "/" + id + "/review", sent);
    }

    private static UUID id(JsonNode row) {
        return UUID.fromString(row.get("id").asString());
    }

    @Test
    void aHelpfulBuiltWalkIsProposedReviewedPublishedAndMatchedAtTheNextIntake() throws Exception {
        UUID walk = builtWalk(DOCK, "Is the plug of the docking station lit?", true);
        assertThat(job(walk).get("verdict").asString()).isEqualTo("new_flow");

        JsonNode row = only("?status=pending&proposal_type=new_flow&source=ai_realtime_l1");
        assertThat(row.path("proposed_flow_data").isMissingNode()).isTrue();
        assertThat(row.get("title").asString())
                .isEqualTo("Second screen works after the dock's plug was moved.");
        assertThat(row.get("l1_session_id").asString()).isEqualTo(walk.toString());
        assertThat(row.get("stubs_count").asInt()).isEqualTo(1);
        assertThat(row.get("evidence_count").asInt()).isEqualTo(1);
        assertThat(row.get("linked_ticket_kind").asString()).isEqualTo("internal");
        assertThat(row.get("problems")).isEmpty();
        UUID id = id(row);
        Answer whole = get(dana, PROPOSALS + "/" + id);
        JsonNode nodes = whole.json().at("/proposed_flow_data/tree_structure/nodes");
        assertThat(nodes).hasSize(3);
        // the server's own words, with the answers given and a stub for the other one
        assertThat(nodes)
                .extracting(n -> n.get("type").asString())
                .containsExactlyInAnyOrder("question", "escalate", "resolve");
        assertThat(rows().eventTypes(id)).containsExactly("l1.proposal_pending");
        assertThat(get(dana, PROPOSALS + "/stats").json().at("/by_status/pending").asInt())
                .isEqualTo(1);

        Answer stubs = review(id, Map.of("action", "approve"));
        assertThat(stubs.code()).isEqualTo("unreviewed_stubs");
        assertThat(stubs.json().get("node_ids")).hasSize(1);
        assertThat(review(id, Map.of("action", "approve", "version", 9)).code())
                .isEqualTo("version_conflict");
        List<Callable<Answer>> clicks =
                IntStream.range(0, 5)
                        .<Callable<Answer>>mapToObj(i ->
                                () -> review(id, Map.of("action", "approve", "accept_stubs", true)))
                        .toList();
        List<Answer> answers = together(clicks);
        assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.status() != 200)
                .allSatisfy(a -> {
                    assertThat(a.code()).isEqualTo("already_reviewed");
                    assertThat(a.text("reviewed_by_name")).isNotBlank();
                });
        Answer approved = get(dana, PROPOSALS + "/" + id);
        assertThat(approved.text("status")).isEqualTo("approved");
        assertThat(approved.json().get("flow_version_no").asInt()).isEqualTo(1);
        assertThat(rows().eventTypes(id))
                .containsExactly("l1.proposal_pending", "l1.proposal_approved");
        UUID flow = approved.id("flow_id");
        await().atMost(PATIENCE)
                .until(() ->
                        get(dana, "/api/v1/flows/" + flow).text("index_state").equals("ready"));
        Answer next =
                intake(
                        Map.of(
                                "problem_statement",
                                "the second external screen is not detected by the docking station"),
                        lee);
        assertThat(next.text("outcome")).isIn("matched", "suggest");
        assertThat(next.json().at("/candidates/0/flow_id").asString()).isEqualTo(flow.toString());
    }

    @Test
    void theSameLessonIsOneProposalAndARejectedOneStaysAway() {
        UUID first = builtWalk(DOCK, "Is the plug of the docking station lit?", true);
        job(first);
        UUID second = builtWalk(DOCK, "Is the plug of the docking station lit?", true);
        JsonNode joined = job(second);
        assertThat(joined.get("verdict").asString()).isEqualTo("new_flow");
        assertThat(joined.get("reason").asString()).isEqualTo("joined_pending");
        JsonNode row = only("");
        assertThat(row.get("evidence_count").asInt()).isEqualTo(2);

        Answer silent = review(id(row), Map.of("action", "reject"));
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.json().at("/errors/0/field").asString()).isEqualTo("note");
        Answer rejected = review(id(row), Map.of("action", "reject", "note", "Not our way."));
        assertThat(rejected.text("status")).isEqualTo("rejected");
        assertThat(rejected.text("review_note")).isEqualTo("Not our way.");
        assertThat(rows().eventTypes(id(row)))
                .containsExactly("l1.proposal_pending", "l1.proposal_closed");
        UUID third = builtWalk(DOCK, "Is the plug of the docking station lit?", true);
        assertThat(job(third).get("reason").asString()).isEqualTo("rejected_before");
        assertThat(get(dana, PROPOSALS + "?status=pending").json()).isEmpty();
    }

    @Test
    void whatDidNotHelpIsNotProposedAndADismissedProposalMayComeBack() {
        UUID useless = builtWalk(DOCK, "Is the plug of the docking station lit?", false);
        assertThat(job(useless).get("reason").asString()).isEqualTo("not_helpful");
        UUID walk = builtWalk(DOCK, "Is the plug of the docking station lit?", true);
        job(walk);
        assertThat(review(id(only("")), Map.of("action", "dismiss")).text("status"))
                .isEqualTo("dismissed");
        UUID again = builtWalk(DOCK, "Is the plug of the docking station lit?", true);
        assertThat(job(again).get("verdict").asString()).isEqualTo("new_flow");
        assertThat(only("?status=pending").get("l1_session_id").asString())
                .isEqualTo(again.toString());
    }

    @Test
    void aFlowLeftBeforeItsEndIsProposedToBeChangedAndTheLibraryIsAdoptedForIt() {
        UUID walk = vpnWalk(lee);
        Answer here = get(lee, walk(walk));
        String left = here.json().at("/current_node/id").asString();
        post(
                lee,
                walk(walk) + "/resolve",
                Map.of("helpful", true, "resolution_notes", "Restarting the modem helped."));
        assertThat(job(walk).get("verdict").asString()).isEqualTo("enhancement");
        JsonNode row = only("?proposal_type=enhancement");
        UUID id = id(row);
        assertThat(row.get("source").asString()).isEqualTo("l1_flow_walk");
        assertThat(row.get("target_flow_id").asString())
                .isEqualTo(flowId("vpn-wont-connect").toString());
        assertThat(row.get("base_version_no").asInt()).isEqualTo(1);
        assertThat(row.at("/evidence/0/node_id").asString()).isEqualTo(left);
        assertThat(review(id, Map.of("action", "approve")).code())
                .isEqualTo("enhancement_needs_modify");
        assertThat(review(id, Map.of("action", "modify")).status()).isEqualTo(422);
        Answer broken =
                review(
                        id,
                        Map.of(
                                "action",
                                "modify",
                                "flow",
                                Structures.with(
                                        Structures.badgeReader("vpn-wont-connect"),
                                        "start",
                                        "nowhere")));
        assertThat(broken.code()).isEqualTo("flow_invalid");
        Answer done =
                review(
                        id,
                        Map.of(
                                "action",
                                "modify",
                                "flow",
                                Structures.badgeReader("vpn-wont-connect")));
        assertThat(done.text("status")).isEqualTo("modified");
        assertThat(done.json().get("flow_version_no").asInt()).isEqualTo(2);
        Answer own = get(dana, "/api/v1/flows/" + done.id("flow_id"));
        assertThat(own.text("source")).isEqualTo("account");
        assertThat(own.json().at("/adopted_from/flow_id").asString())
                .isEqualTo(flowId("vpn-wont-connect").toString());
        assertThat(
                        get(dana, "/api/v1/flows/" + flowId("vpn-wont-connect"))
                                .json()
                                .get("enabled")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void aChangeToAVersionThatIsNotCurrentAnyMoreIsRefused() {
        UUID flow = publishedBadge("badge-base");
        UUID walk =
                intake(Map.of("problem_statement", "badge", "flow_id", flow), lee).id("session_id");
        post(
                lee,
                walk(walk) + "/resolve",
                Map.of("helpful", true, "resolution_notes", "A new battery."));
        job(walk);
        UUID id = id(only(""));
        put(
                dana,
                "/api/v1/flows/" + flow + "/draft",
                Structures.with(Structures.badgeReader("badge-base"), "title", "Badges"));
        post(dana, "/api/v1/flows/" + flow + "/publish", Map.of("version", 2));
        assertThat(
                        review(
                                        id,
                                        Map.of(
                                                "action",
                                                "modify",
                                                "flow",
                                                Structures.badgeReader("badge-base")))
                                .code())
                .isEqualTo("base_version_changed");
    }

    private UUID publishedBadge(String slug) {
        UUID flow = post(dana, "/api/v1/flows", Structures.badgeReader(slug)).id("id");
        post(dana, "/api/v1/flows/" + flow + "/publish", Map.of("version", 1));
        return flow;
    }

    @Test
    void aFlowFollowedToItsEndIsReinforcedOnly() {
        UUID flow = publishedBadge("badge-leaf");
        UUID walk =
                intake(Map.of("problem_statement", "badge", "flow_id", flow), lee).id("session_id");
        step(walk, "q_light", "on", lee);
        step(walk, "a_power", "works", lee);
        post(lee, walk(walk) + "/resolve", Map.of("helpful", true, "resolution_notes", "Plug."));
        assertThat(job(walk).get("verdict").asString()).isEqualTo("auto_reinforced");
        assertThat(get(dana, PROPOSALS).json()).isEmpty();
        Answer figures = get(dana, "/api/v1/flows/" + flow);
        assertThat(figures.json().get("helpful_count").asInt()).isEqualTo(1);
        assertThat(figures.json().get("success_rate").asDouble()).isEqualTo(1.0);
    }

    /** KD-69. */
    @Test
    void aProposalIsWalkedAndJudgedByMoreThanOneClick() {
        job(builtWalk(DOCK, "Is the plug of the docking station lit?", true));
        UUID id = id(only(""));
        assertThat(
                        intake(
                                        Map.of(
                                                "problem_statement",
                                                DOCK,
                                                "flow_proposal_id",
                                                UUID.randomUUID()),
                                        lee)
                                .code())
                .isEqualTo("proposal_not_found");
        assertThat(
                        intake(Map.of("problem_statement", DOCK, "flow_proposal_id", id), stranger)
                                .code())
                .isEqualTo("proposal_not_found");
        UUID first = proposalWalk(id);
        Answer at = get(lee, walk(first));
        assertThat(at.text("session_kind")).isEqualTo("proposal");
        assertThat(at.text("flow_proposal_id")).isEqualTo(id.toString());
        assertThat(at.json().get("flow_id").isNull()).isTrue();
        assertThat(at.json().at("/current_node/origin").asString()).isEqualTo("proposal");
        String node = at.text("current_node_id");
        Answer stepped = step(first, node, "yes", lee);
        assertThat(stepped.json().at("/walked_path/0/origin").asString()).isEqualTo("proposal");
        assertThat(stepped.json().at("/current_node/proposed_close/action").asString())
                .isEqualTo("resolve");
        assertThat(post(lee, walk(first) + "/back", Map.of()).text("current_node_id"))
                .isEqualTo(node);
        resolve(first, true);
        Answer helped = get(dana, PROPOSALS + "/" + id);
        assertThat(helped.json().get("helpful_count").asInt()).isEqualTo(1);
        assertThat(helped.json().get("validated_by_outcome").asBoolean()).isTrue();
        resolve(proposalWalk(id), false);
        Answer even = get(dana, PROPOSALS + "/" + id);
        assertThat(even.json().get("unhelpful_count").asInt()).isEqualTo(1);
        assertThat(even.json().get("validated_by_outcome").asBoolean()).isFalse();
        assertThat(get(dana, PROPOSALS + "?validated=true").json()).isEmpty();

        UUID running = proposalWalk(id);
        review(id, Map.of("action", "dismiss"));
        assertThat(intake(Map.of("problem_statement", DOCK, "flow_proposal_id", id), lee).code())
                .isEqualTo("proposal_not_walkable");
        assertThat(step(running, node, "yes", lee).status()).isEqualTo(200);
    }

    private UUID proposalWalk(UUID proposal) {
        Answer taken = intake(Map.of("problem_statement", DOCK, "flow_proposal_id", proposal), lee);
        assertThat(taken.text("outcome")).isEqualTo("matched");
        assertThat(taken.text("flow_proposal_id")).isEqualTo(proposal.toString());
        return taken.id("session_id");
    }

    private void resolve(UUID walk, boolean helpful) {
        post(lee, walk(walk) + "/resolve", Map.of("helpful", helpful, "resolution_notes", "Done."));
        job(walk);
    }

    @Test
    void aSolvedAiSessionIsDraftedOnceAndCountsForItsFlow() {
        UUID session = UUID.randomUUID();
        AI.bundle(
                session,
                Map.of(
                        "steps",
                        List.of(
                                Map.of(
                                        "order",
                                        1,
                                        "type",
                                        "question",
                                        "text",
                                        "Is it plugged in?",
                                        "response",
                                        "No"))));
        AI.completes(Structures.badgeReader("badge-session"));
        resolved(session, "null", 1);
        assertThat(job(session).get("verdict").asString()).isEqualTo("new_flow");
        JsonNode row = only("?source=ai_session");
        assertThat(row.get("source_session_id").asString()).isEqualTo(session.toString());
        assertThat(row.get("l1_session_id").isNull()).isTrue();
        assertThat(rows().payloads(id(row), "l1.proposal_pending").getFirst())
                .contains("\"author_ids\":[\"" + DANA + "\"]");

        UUID led = UUID.randomUUID();
        AI.bundle(
                led,
                Map.of(
                        "steps",
                        List.of(Map.of("order", 1, "text", "Something else?", "response", "No"))));
        UUID vpn = flowId("vpn-wont-connect");
        publish(
                Topics.SESSION,
                "session.started",
                led,
                1,
                "{\"session_id\":\"%s\",\"matched_flow_id\":\"%s\"}".formatted(led, vpn));
        resolved(led, "\"" + vpn + "\"", 2);
        assertThat(job(led).get("verdict").asString()).isEqualTo("enhancement");
        await().atMost(PATIENCE)
                .until(() ->
                        get(dana, "/api/v1/flows/" + vpn).json().get("usage_count").asInt() == 1);

        UUID unsafe = UUID.randomUUID();
        AI.bundle(
                unsafe,
                Map.of(
                        "steps",
                        List.of(
                                Map.of(
                                        "order",
                                        1,
                                        "text",
                                        "Is the mouse there?",
                                        "response",
                                        "No"))));
        AI.completes(
                Structures.withNode(
                        Structures.badgeReader("badge-unsafe"),
                        Structures.leaf("x", "resolve", "Disable UAC and try again.", null)));
        resolved(unsafe, "null", 1);
        assertThat(job(unsafe).get("verdict").asString()).isEqualTo("skipped");

        UUID gone = UUID.randomUUID();
        resolved(gone, "null", 1);
        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from flywheel_job where source_id = ?", gone) == 1);
    }

    private static final UUID DANA = UUID.randomUUID();

    private void resolved(UUID session, String flow, long seq) {
        publish(
                Topics.SESSION,
                "session.resolved",
                session,
                seq,
                """
                {"session_id":"%s","actor_id":"%s","actor_name":"Dana Reyes","resolution":{"summary":"It was unplugged."},
                 "problem_summary":"Badge reader dark","problem_domain":"hardware","matched_flow_id":%s,"matched_flow_version":null,
                 "psa_ticket_id":"77","source_walk_id":null,"occurred_at":"2026-11-20T10:00:00Z"}
                """
                        .formatted(session, DANA, flow));
    }

    @Test
    void callsOfOneKindWithoutAFlowAreToldOnce() {
        AI.completes(Map.of("category", "hardware", "vague", false));
        for (int i = 0; i < 7; i++) {
            UUID taken =
                    intake(Map.of("problem_statement", DOCK + ", call " + i), lee).id("intake_id");
            job(taken);
        }
        List<String> gaps = rows().payloads("l1.knowledge_gap_detected");
        assertThat(gaps).hasSize(1);
        assertThat(gaps.getFirst())
                .contains(
                        "\"kind\":\"unmet\"", "\"category\":\"hardware\"", "\"evidence_count\":5");
    }

    @Test
    void aStepWhereWalksEndWithoutASolutionIsADeadEndAndFigured() {
        UUID flow = publishedBadge("badge-dead-end");
        for (int i = 0; i < 6; i++) {
            UUID walk =
                    intake(Map.of("problem_statement", "badge", "flow_id", flow), lee)
                            .id("session_id");
            step(walk, "q_light", "on", lee);
            post(lee, walk(walk) + "/escalate", Map.of("reason_category", "hardware_onsite"));
            job(walk);
        }
        UUID back =
                intake(Map.of("problem_statement", "badge", "flow_id", flow), lee).id("session_id");
        step(back, "q_light", "on", lee);
        post(lee, walk(back) + "/back", Map.of());
        step(back, "q_light", "off", lee);
        List<String> gaps = rows().payloads("l1.knowledge_gap_detected");
        assertThat(gaps).hasSize(1);
        assertThat(gaps.getFirst())
                .contains("\"kind\":\"dead_end\"", "\"node_id\":\"a_power\"", flow.toString());

        JsonNode figures = get(dana, "/api/v1/analytics/flows/" + flow).json();
        assertThat(figures.get("walks").asInt()).isEqualTo(7);
        assertThat(figures.get("escalated").asInt()).isEqualTo(6);
        assertThat(figures.get("active").asInt()).isEqualTo(1);
        assertThat(figures.get("helpful_rate").isNull()).isTrue();
        assertThat(figures.get("median_steps").asDouble()).isEqualTo(1);
        JsonNode light = figures.at("/nodes/0");
        assertThat(light.get("node_id").asString()).isEqualTo("q_light");
        assertThat(light.get("visits").asInt()).isEqualTo(8);
        assertThat(light.get("backs").asInt()).isEqualTo(1);
        assertThat(light.at("/answers/0/count").asInt()).isEqualTo(6);
        assertThat(light.at("/answers/1/count").asInt()).isEqualTo(1);
        JsonNode power = figures.at("/nodes/1");
        assertThat(power.at("/exits/escalated").asInt()).isEqualTo(6);
        assertThat(power.get("dead_end").asBoolean()).isTrue();
        assertThat(figures.get("unused_options"))
                .extracting(o -> o.get("value").asString())
                .containsExactlyInAnyOrder("works", "still");
        assertThat(figures.at("/top_paths/0/count").asInt()).isEqualTo(6);
        assertThat(figures.at("/top_paths/0/node_ids").toString())
                .isEqualTo("[\"q_light\",\"a_power\"]");
        assertThat(figures.at("/top_paths/0/outcome").asString()).isEqualTo("escalated");

        JsonNode stats = get(dana, "/api/v1/l1/stats?period=7d").json();
        assertThat(stats.at("/intakes_by_outcome/matched").asInt()).isEqualTo(7);
        assertThat(stats.at("/escalations_by_reason_category/hardware_onsite").asInt())
                .isEqualTo(6);
        assertThat(stats.get("match_rate").isNull()).isTrue();
        assertThat(stats.get("unmet_by_category")).isEmpty();
        assertThat(stats.get("median_minutes_to_close").asDouble()).isLessThan(5);

        TestPerson other = TestPerson.engineer(UUID.randomUUID());
        String path = "/api/v1/analytics/flows/" + flow;
        assertThat(get(other, path).code()).isEqualTo("not_found");
        assertThat(
                        get(other, "/api/v1/analytics/flows/" + flowId("vpn-wont-connect"))
                                .json()
                                .get("walks")
                                .asInt())
                .isZero();
        assertThat(get(lee, path).code()).isEqualTo("role_required");
        assertThat(get(dana, path + "?period=1d").status()).isEqualTo(422);
        assertThat(get(dana, path + "?version=4").code()).isEqualTo("version_not_found");
        assertThat(get(lee, "/api/v1/l1/stats").code()).isEqualTo("role_required");
        assertThat(get(dana, "/api/v1/l1/stats?period=x").status()).isEqualTo(422);
    }

    @Test
    void aJobThatFailsIsTriedFiveTimesAndThenLeftForPeople() {
        UUID job = UUID.randomUUID();
        UUID noWalk = UUID.randomUUID();
        rows().update(
                        """
                        insert into flywheel_job (account_id, id, source_kind, source_id, state, attempts, next_run_at, created_at)
                        values (?, ?, 'walk', ?, 'pending', 4, now(), now())
                        """,
                        account,
                        job,
                        noWalk);
        JsonNode failed = job(noWalk);
        assertThat(failed.get("state").asString()).isEqualTo("failed");
        assertThat(failed.get("error_code").asString()).isNotBlank();
        assertThat(failed.get("attempts").asInt()).isEqualTo(5);
    }

    @Test
    void onlyEngineersReviewAndOnlyTheirOwn() {
        job(builtWalk(DOCK, "Is the plug of the docking station lit?", true));
        UUID id = id(only(""));
        TestPerson other = TestPerson.engineer(UUID.randomUUID());
        assertThat(get(lee, PROPOSALS).code()).isEqualTo("role_required");
        assertThat(post(lee, PROPOSALS + "/" + id + "/review", Map.of()).code())
                .isEqualTo("role_required");
        assertThat(get(other, PROPOSALS).json()).isEmpty();
        assertThat(get(other, PROPOSALS + "/" + id).withoutTrace())
                .isEqualTo(get(other, PROPOSALS + "/" + UUID.randomUUID()).withoutTrace());
        assertThat(
                        post(
                                        other,
                                        PROPOSALS + "/" + id + "/review",
                                        Map.of("action", "dismiss", "version", 1))
                                .code())
                .isEqualTo("not_found");
        assertThat(get(dana, PROPOSALS + "?status=gone").status()).isEqualTo(422);
        assertThat(get(dana, PROPOSALS + "?limit=101").status()).isEqualTo(422);
        assertThat(review(id, Map.of("action", "shred")).status()).isEqualTo(422);
    }
}
