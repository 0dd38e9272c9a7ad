package io.resolutionflow.l1walk.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class WalkIT extends RunningDesk {

    @Autowired private AbandonIdleWalks idleJob;
    @Autowired private TransactionTemplate transaction;

    @Test
    void aWalkNobodyTouchedForADayIsAbandonedByTheJob() {
        UUID idle = vpnWalk(lee);
        UUID busy = vpnWalk(lee);
        TenantContext.run(
                account,
                () ->
                        transaction.executeWithoutResult(tx ->
                                jdbc.sql(
                                                "update walk set last_step_at = now() - interval '25 hours' where id = ?")
                                        .param(idle)
                                        .update()));
        idleJob.run();
        Answer abandoned = get(walk(idle), lee);
        assertThat(abandoned.body().get("status").asString()).isEqualTo("abandoned");
        assertThat(
                        get(
                                        "/api/v1/l1/tickets/"
                                                + abandoned.body().get("ticket_id").asString(),
                                        lee)
                                .body()
                                .get("status")
                                .asString())
                .isEqualTo("open");
        assertThat(get(walk(busy), lee).body().get("status").asString()).isEqualTo("active");
        assertThat(
                        get("/api/v1/l1/audit?action=l1.session.abandon", owner)
                                .body()
                                .at("/0/actor_id")
                                .isNull())
                .isTrue();
    }

    /** KD-58. */
    @Test
    void ofFiftyEqualClicksExactlyOneCounts() throws Exception {
        UUID walk = vpnWalk(lee);
        List<Callable<Answer>> clicks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clicks.add(() -> step(walk, "q_net", "yes", lee));
        }
        List<Answer> answers = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> one : pool.invokeAll(clicks)) {
                answers.add(one.get());
            }
        }
        assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.status() != 200)
                .hasSize(49)
                .allSatisfy(a -> {
                    assertThat(a.status()).isEqualTo(409);
                    assertThat(a.code()).isEqualTo("stale_node");
                    assertThat(a.body().at("/node/id").asString()).isEqualTo("q_scope");
                    assertThat(a.body().get("session_status").asString()).isEqualTo("active");
                });
        Answer after = get(walk(walk), lee);
        assertThat(after.body().get("walked_path")).hasSize(1);
        assertThat(after.body().get("version").asInt()).isEqualTo(2);
    }

    /** KD-59. */
    @Test
    void textsOfNodesSentByAClientAreIgnored() {
        UUID walk = vpnWalk(lee);
        Answer answer =
                post(
                        walk(walk) + "/step",
                        Map.of(
                                "node_id",
                                "q_net",
                                "answer",
                                "yes",
                                "note",
                                " cable checked ",
                                "question",
                                "INJECTED",
                                "node_text",
                                "INJECTED"),
                        lee);
        assertThat(answer.text()).doesNotContain("INJECTED");
        assertThat(answer.body().at("/walked_path/0/question").asString())
                .isEqualTo("With the VPN switched off, can the user open a normal website?");
        assertThat(answer.body().at("/walked_path/0/l1_note").asString())
                .isEqualTo("cable checked");
        assertThat(answer.body().at("/walked_path/0/answer_label").asString()).isEqualTo("Yes");
    }

    @Test
    void onlyOptionsOfTheCurrentNodeAreAnswers() {
        UUID walk = vpnWalk(lee);
        Answer unknown = step(walk, "q_net", "maybe", lee);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("unknown_option");
        assertThat(unknown.body().get("allowed").toString()).isEqualTo("[\"yes\",\"no\"]");
        assertThat(step(walk, "q_stage", "reach", lee).code()).isEqualTo("stale_node");
        Answer wrongVersion =
                post(
                        walk(walk) + "/step",
                        Map.of("node_id", "q_net", "answer", "yes", "version", 9),
                        lee);
        assertThat(wrongVersion.code()).isEqualTo("stale_node");
    }

    @Test
    void aLeafProposesHowToCloseAndTakesNoAnswer() {
        UUID walk = toLeaf();
        Answer leaf = get(walk(walk) + "/node", lee);
        assertThat(leaf.body().at("/node/terminal").asBoolean()).isTrue();
        assertThat(leaf.body().at("/node/proposed_close/action").asString()).isEqualTo("escalate");
        assertThat(leaf.body().at("/node/proposed_close/reason_category").asString())
                .isEqualTo("flow_says_escalate");
        assertThat(leaf.body().at("/node/proposed_close/hand_off_to").asString())
                .startsWith("owner of that server");
        assertThat(leaf.body().at("/node/proposed_close/include").asString())
                .startsWith("resource name");
        assertThat(leaf.body().get("path_length").asInt()).isEqualTo(4);
        assertThat(step(walk, "e_app", "yes", lee).code()).isEqualTo("node_is_terminal");
    }

    private UUID toLeaf() {
        UUID walk = vpnWalk(lee);
        step(walk, "q_net", "yes", lee);
        step(walk, "q_scope", "one", lee);
        step(walk, "q_stage", "connected", lee);
        assertThat(step(walk, "q_connected", "one", lee).status()).isEqualTo(200);
        return walk;
    }

    @Test
    void goingBackTakesAnswersBackWithoutDeletingThem() {
        UUID walk = vpnWalk(lee);
        assertThat(post(walk(walk) + "/back", Map.of(), lee).code())
                .isEqualTo("nothing_to_go_back_to");
        step(walk, "q_net", "yes", lee);
        step(walk, "q_scope", "one", lee);
        Answer back = post(walk(walk) + "/back", Map.of("steps", 2), lee);
        assertThat(back.body().get("current_node_id").asString()).isEqualTo("q_net");
        assertThat(back.body().get("walked_path")).isEmpty();
        assertThat(back.body().get("superseded_path")).hasSize(2);
        assertThat(post(walk(walk) + "/back", Map.of("to_step_id", UUID.randomUUID()), lee).code())
                .isEqualTo("step_not_found");
        assertThat(post(walk(walk) + "/back", Map.of("steps", 201), lee).status()).isEqualTo(422);
    }

    @Test
    void aSubflowIsOpenedWalkedAndReturnedFrom() {
        UUID walk = vpnWalk(lee);
        step(walk, "q_net", "no", lee);
        Answer before = get(walk(walk), lee);
        assertThat(before.body().at("/current_node/subflow/slug").asString())
                .isEqualTo("wifi-no-internet");
        assertThat(before.body().at("/current_node/subflow/available").asBoolean()).isTrue();
        Answer inside = post(walk(walk) + "/subflow", Map.of("node_id", "a_net_flow"), lee);
        assertThat(inside.status()).isEqualTo(200);
        assertThat(inside.body().at("/frames/0/slug").asString()).isEqualTo("wifi-no-internet");
        assertThat(inside.body().at("/current_node/frame").asInt()).isEqualTo(1);
        String first = inside.body().get("current_node_id").asString();
        String answer = inside.body().at("/current_node/options/0/value").asString();
        Answer stepped = step(walk, first, answer, lee);
        assertThat(stepped.body().at("/walked_path/1/frame").asInt()).isEqualTo(1);
        assertThat(stepped.body().at("/walked_path/1/flow_id").asString())
                .isEqualTo(flowId("wifi-no-internet").toString());
        Answer returned =
                post(
                        walk(walk) + "/return",
                        Map.of("node_id", stepped.body().get("current_node_id").asString()),
                        lee);
        assertThat(returned.body().get("current_node_id").asString()).isEqualTo("a_net_flow");
        assertThat(returned.body().get("frames")).isEmpty();
        Answer back = post(walk(walk) + "/back", Map.of(), lee);
        assertThat(back.body().at("/frames/0/slug").asString()).isEqualTo("wifi-no-internet");
        assertThat(back.body().get("current_node_id").asString()).isEqualTo(first);
    }

    /** KD-64. */
    @Test
    void notesOfTwoPeopleAreNotLost() {
        UUID walk = vpnWalk(lee);
        Answer first =
                post(
                        walk(walk) + "/notes",
                        Map.of("notes", List.of(Map.of("text", "mine")), "version", 0),
                        lee);
        assertThat(first.body().get("notes_version").asInt()).isEqualTo(1);
        assertThat(first.body().at("/walk_notes/0/author_name").asString()).isEqualTo(lee.name());
        Answer late =
                post(
                        walk(walk) + "/notes",
                        Map.of("notes", List.of(Map.of("text", "theirs"))),
                        mia);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.body().get("current_version").asInt()).isEqualTo(1);
        assertThat(late.body().at("/current/notes/0/text").asString()).isEqualTo("mine");
        assertThat(first.body().get("version").asInt()).isEqualTo(1);
    }

    /** KD-64. */
    @Test
    void notesHaveAFixedShapeAndALimit() {
        UUID walk = vpnWalk(lee);
        Answer shape =
                post(
                        walk(walk) + "/notes",
                        Map.of("notes", List.of(Map.of("text", "x", "color", "red"))),
                        lee);
        assertThat(shape.status()).isEqualTo(422);
        assertThat(shape.body().at("/errors/0/field").asString()).isEqualTo("notes[0].color");
        List<Map<String, String>> many =
                java.util.stream.Stream.generate(() -> Map.of("text", "x")).limit(501).toList();
        assertThat(post(walk(walk) + "/notes", Map.of("notes", many), lee).status()).isEqualTo(413);
        assertThat(post(walk(walk) + "/notes", Map.of("notes", many.subList(0, 500)), lee).status())
                .isEqualTo(200);
        List<Map<String, String>> big =
                java.util.stream.Stream.generate(() -> Map.of("text", "y".repeat(4_000)))
                        .limit(70)
                        .toList();
        Answer tooLarge = post(walk(walk) + "/notes", Map.of("notes", big, "version", 1), lee);
        assertThat(tooLarge.code()).isEqualTo("notes_too_large");
        Answer step =
                post(
                        walk(walk) + "/notes",
                        Map.of(
                                "notes",
                                List.of(Map.of("text", "x", "step_id", UUID.randomUUID())),
                                "version",
                                1),
                        lee);
        assertThat(step.status()).isEqualTo(422);
    }

    /** KD-62. */
    @Test
    void aColleaguesWalkIsFoundAndTakenOver() {
        UUID walk = vpnWalk(lee);
        assertThat(get("/api/v1/l1/sessions/active", mia).body()).isEmpty();
        assertThat(get("/api/v1/l1/sessions/active?scope=account", mia).body()).hasSize(1);
        Answer taken = post(walk(walk) + "/take-over", Map.of("from_user_id", lee.userId()), mia);
        assertThat(taken.body().get("handled_by_name").asString()).isEqualTo(mia.name());
        assertThat(taken.body().get("created_by_name").asString()).isEqualTo(lee.name());
        Answer late =
                post(
                        walk(walk) + "/take-over",
                        Map.of("from_user_id", lee.userId()),
                        TestPerson.l1(account, "Third"));
        assertThat(late.code()).isEqualTo("already_taken_over");
        assertThat(late.body().get("handled_by_name").asString()).isEqualTo(mia.name());
        assertThat(get("/api/v1/l1/sessions/active", mia).body()).hasSize(1);
    }

    /** KD-60, KD-61. */
    @Test
    void theAuditNamesWhoActedAndCoverageIsTagged() {
        UUID walk = vpnWalk(lee);
        TestPerson cover = TestPerson.coveringEngineer(account);
        Answer resolved =
                post(
                        walk(walk) + "/resolve",
                        Map.of("helpful", true, "resolution_notes", "works again"),
                        cover);
        assertThat(resolved.status()).isEqualTo(200);
        Answer audit = get("/api/v1/l1/audit?action=l1.session.resolve", owner);
        assertThat(audit.body()).hasSize(1);
        assertThat(audit.body().at("/0/actor_name").asString()).isEqualTo(cover.name());
        assertThat(audit.body().at("/0/acting_as").asString()).isEqualTo("l1_coverage");
        assertThat(
                        get("/api/v1/l1/audit?action=l1.session.start", owner)
                                .body()
                                .at("/0/acting_as")
                                .isNull())
                .isTrue();
        UUID ownersWalk = vpnWalk(owner);
        assertThat(get(walk(ownersWalk), owner).body().get("acting_as").asString())
                .isEqualTo("l1_coverage");
        assertThat(get("/api/v1/l1/audit", lee).code()).isEqualTo("role_required");
    }

    /** KD-65. */
    @Test
    void resolvedAtIsSetOnResolveOnlyAndTheTicketFollows() {
        UUID walk = vpnWalk(lee);
        Answer resolved =
                post(
                        walk(walk) + "/resolve",
                        Map.of("helpful", false, "resolution_notes", "done"),
                        lee);
        assertThat(resolved.body().get("resolved_at").isNull()).isFalse();
        assertThat(resolved.body().get("escalated_at").isNull()).isTrue();
        Answer ticket =
                get("/api/v1/l1/tickets/" + resolved.body().get("ticket_id").asString(), dana);
        assertThat(ticket.body().get("status").asString()).isEqualTo("resolved");
        assertThat(ticket.body().get("resolution_notes").asString()).isEqualTo("done");
        assertThat(ticket.body().get("sessions")).hasSize(1);
        Answer again =
                post(
                        walk(walk) + "/resolve",
                        Map.of("helpful", true, "resolution_notes", "x"),
                        lee);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("walk_not_active");
        assertThat(again.body().get("session_status").asString()).isEqualTo("resolved");
        assertThat(step(walk, "q_net", "yes", lee).code()).isEqualTo("walk_not_active");
    }

    @Test
    void anAbandonedWalkIsReopened() {
        UUID walk = vpnWalk(lee);
        Answer abandoned = post(walk(walk) + "/abandon", Map.of("reason", "wrong_flow"), lee);
        assertThat(abandoned.body().get("status").asString()).isEqualTo("abandoned");
        assertThat(get("/api/v1/l1/queue?status_filter=open", lee).body()).hasSize(1);
        Answer reopened = post(walk(walk) + "/reopen", "", mia);
        assertThat(reopened.body().get("status").asString()).isEqualTo("active");
        assertThat(reopened.body().get("abandoned_at").isNull()).isTrue();
        assertThat(reopened.body().get("handled_by_name").asString()).isEqualTo(mia.name());
        assertThat(post(walk(walk) + "/reopen", "", mia).code()).isEqualTo("walk_not_abandoned");
        assertThat(post(walk(walk) + "/abandon", Map.of("reason", "bored"), lee).status())
                .isEqualTo(422);
    }

    @Test
    void anotherAccountsWalkIsByteForByteNotThere() {
        UUID walk = vpnWalk(lee);
        for (String path : List.of("", "/node")) {
            Answer foreign = get(walk(walk) + path, stranger);
            Answer absent = get(walk(UUID.randomUUID()) + path, stranger);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(untraced(foreign)).isEqualTo(untraced(absent));
        }
        for (var write :
                Map.of(
                                "/step", Map.of("node_id", "q_net", "answer", "yes"),
                                "/resolve", Map.of("helpful", true, "resolution_notes", "x"),
                                "/escalate", Map.of("reason_category", "time_exceeded"),
                                "/abandon", Map.of("reason", "other"),
                                "/notes", Map.of("notes", List.of()),
                                "/next-node", Map.of(),
                                "/take-over", Map.of("from_user_id", lee.userId()))
                        .entrySet()) {
            Answer foreign = post(walk(walk) + write.getKey(), write.getValue(), stranger);
            Answer absent =
                    post(walk(UUID.randomUUID()) + write.getKey(), write.getValue(), stranger);
            assertThat(foreign.status()).as(write.getKey()).isEqualTo(404);
            assertThat(foreign.code()).isEqualTo("not_found");
            assertThat(untraced(foreign)).isEqualTo(untraced(absent));
        }
        assertThat(get(walk(walk), lee).body().get("version").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/l1/sessions/not-an-id", lee).status()).isEqualTo(422);
    }

    @Test
    void rolesAreDecidedBeforeTheWalkIsLookedUp() {
        Answer viewer = get(walk(UUID.randomUUID()), TestPerson.viewer(account));
        assertThat(viewer.status()).isEqualTo(403);
        Answer engineer = step(UUID.randomUUID(), "q", "yes", dana);
        assertThat(engineer.code()).isEqualTo("role_required");
        UUID walk = vpnWalk(lee);
        assertThat(get(walk(walk), dana).status()).isEqualTo(200);
    }

    /** KD-63. */
    @Test
    void listsAreBoundedAndPaged() {
        for (int i = 0; i < 3; i++) {
            vpnWalk(lee);
        }
        Answer first = get("/api/v1/l1/queue?limit=2", lee);
        assertThat(first.body()).hasSize(2);
        assertThat(first.body().at("/0/session_id").asString()).isNotBlank();
        String link = first.headers().firstValue("Link").orElseThrow();
        String next = link.substring(1, link.indexOf('>'));
        assertThat(get(next, lee).body()).hasSize(1);
        assertThat(get("/api/v1/l1/queue?limit=101", lee).status()).isEqualTo(422);
        assertThat(get("/api/v1/l1/queue?limit=0", lee).status()).isEqualTo(422);
        assertThat(get("/api/v1/l1/queue?status_filter=nope", lee).status()).isEqualTo(422);
        assertThat(get("/api/v1/l1/sessions?status=active&limit=2&q=vpn", dana).body()).hasSize(2);
        assertThat(get(next, mia).code()).isEqualTo("invalid_cursor");
    }

    @Test
    void anAdhocWalkTakesNotesOnly() {
        UUID walk = intake(Map.of("problem_statement", "x", "adhoc", true), lee).id("session_id");
        Answer step = step(walk, "q", "yes", lee);
        assertThat(step.code()).isEqualTo("wrong_walk_kind");
        assertThat(step.body().get("use").asString()).isEqualTo("notes");
        assertThat(get(walk(walk), lee).body().get("current_node").isNull()).isTrue();
    }
}
