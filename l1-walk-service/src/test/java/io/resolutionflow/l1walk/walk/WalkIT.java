package io.resolutionflow.l1walk.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WalkIT extends RunningDesk {

    @Autowired private AbandonIdleWalks idleJob;

    @Test
    void aWalkNobodyTouchedForADayIsAbandonedByTheJob() {
        UUID idle = vpnWalk(lee);
        UUID busy = vpnWalk(lee);
        rows().update(
                        "update walk set last_step_at = now() - interval '25 hours' where id = ?",
                        idle);
        idleJob.run();
        Answer abandoned = get(lee, walk(idle));
        assertThat(abandoned.json().get("status").asString()).isEqualTo("abandoned");
        assertThat(
                        get(
                                        lee,
                                        "/api/v1/l1/tickets/"
                                                + abandoned.json().get("ticket_id").asString())
                                .json()
                                .get("status")
                                .asString())
                .isEqualTo("open");
        assertThat(get(lee, walk(busy)).json().get("status").asString()).isEqualTo("active");
        assertThat(
                        get(owner, "/api/v1/l1/audit?action=l1.session.abandon")
                                .json()
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
            clicks.add(() -> heard(() -> step(walk, "q_net", "yes", lee)));
        }
        List<Answer> answers = together(clicks);
        assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.status() != 200)
                .hasSize(49)
                .allSatisfy(a -> {
                    assertThat(a.status()).isEqualTo(409);
                    assertThat(a.code()).isEqualTo("stale_node");
                    assertThat(a.json().at("/node/id").asString()).isEqualTo("q_scope");
                    assertThat(a.json().get("session_status").asString()).isEqualTo("active");
                });
        Answer after = get(lee, walk(walk));
        assertThat(after.json().get("walked_path")).hasSize(1);
        assertThat(after.json().get("version").asInt()).isEqualTo(2);
    }

    /** Fifty share ten connections: who is told to come back because none was free does. */
    private static Answer heard(Callable<Answer> click) {
        return await().atMost(SOON).until(click, answer -> answer.status() != 503);
    }

    /** KD-59. */
    @Test
    void textsOfNodesSentByAClientAreIgnored() {
        UUID walk = vpnWalk(lee);
        Answer answer =
                post(
                        lee,
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
                                "INJECTED"));
        assertThat(answer.body()).doesNotContain("INJECTED");
        assertThat(answer.json().at("/walked_path/0/question").asString())
                .isEqualTo("With the VPN switched off, can the user open a normal website?");
        assertThat(answer.json().at("/walked_path/0/l1_note").asString())
                .isEqualTo("cable checked");
        assertThat(answer.json().at("/walked_path/0/answer_label").asString()).isEqualTo("Yes");
    }

    @Test
    void onlyOptionsOfTheCurrentNodeAreAnswers() {
        UUID walk = vpnWalk(lee);
        Answer unknown = step(walk, "q_net", "maybe", lee);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("unknown_option");
        assertThat(unknown.json().get("allowed").toString()).isEqualTo("[\"yes\",\"no\"]");
        assertThat(step(walk, "q_stage", "reach", lee).code()).isEqualTo("stale_node");
        Answer wrongVersion =
                post(
                        lee,
                        walk(walk) + "/step",
                        Map.of("node_id", "q_net", "answer", "yes", "version", 9));
        assertThat(wrongVersion.code()).isEqualTo("stale_node");
    }

    @Test
    void aLeafProposesHowToCloseAndTakesNoAnswer() {
        UUID walk = toLeaf();
        Answer leaf = get(lee, walk(walk) + "/node");
        assertThat(leaf.json().at("/node/terminal").asBoolean()).isTrue();
        assertThat(leaf.json().at("/node/proposed_close/action").asString()).isEqualTo("escalate");
        assertThat(leaf.json().at("/node/proposed_close/reason_category").asString())
                .isEqualTo("flow_says_escalate");
        assertThat(leaf.json().at("/node/proposed_close/hand_off_to").asString())
                .startsWith("owner of that server");
        assertThat(leaf.json().at("/node/proposed_close/include").asString())
                .startsWith("resource name");
        assertThat(leaf.json().get("path_length").asInt()).isEqualTo(4);
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
        assertThat(post(lee, walk(walk) + "/back", Map.of()).code())
                .isEqualTo("nothing_to_go_back_to");
        step(walk, "q_net", "yes", lee);
        step(walk, "q_scope", "one", lee);
        Answer back = post(lee, walk(walk) + "/back", Map.of("steps", 2));
        assertThat(back.json().get("current_node_id").asString()).isEqualTo("q_net");
        assertThat(back.json().get("walked_path")).isEmpty();
        assertThat(back.json().get("superseded_path")).hasSize(2);
        assertThat(post(lee, walk(walk) + "/back", Map.of("to_step_id", UUID.randomUUID())).code())
                .isEqualTo("step_not_found");
        assertThat(post(lee, walk(walk) + "/back", Map.of("steps", 201)).status()).isEqualTo(422);
    }

    @Test
    void aSubflowIsOpenedWalkedAndReturnedFrom() {
        UUID walk = vpnWalk(lee);
        step(walk, "q_net", "no", lee);
        Answer before = get(lee, walk(walk));
        assertThat(before.json().at("/current_node/subflow/slug").asString())
                .isEqualTo("wifi-no-internet");
        assertThat(before.json().at("/current_node/subflow/available").asBoolean()).isTrue();
        Answer inside = post(lee, walk(walk) + "/subflow", Map.of("node_id", "a_net_flow"));
        assertThat(inside.status()).isEqualTo(200);
        assertThat(inside.json().at("/frames/0/slug").asString()).isEqualTo("wifi-no-internet");
        assertThat(inside.json().at("/current_node/frame").asInt()).isEqualTo(1);
        String first = inside.json().get("current_node_id").asString();
        String answer = inside.json().at("/current_node/options/0/value").asString();
        Answer stepped = step(walk, first, answer, lee);
        assertThat(stepped.json().at("/walked_path/1/frame").asInt()).isEqualTo(1);
        assertThat(stepped.json().at("/walked_path/1/flow_id").asString())
                .isEqualTo(flowId("wifi-no-internet").toString());
        Answer returned =
                post(
                        lee,
                        walk(walk) + "/return",
                        Map.of("node_id", stepped.json().get("current_node_id").asString()));
        assertThat(returned.json().get("current_node_id").asString()).isEqualTo("a_net_flow");
        assertThat(returned.json().get("frames")).isEmpty();
        Answer back = post(lee, walk(walk) + "/back", Map.of());
        assertThat(back.json().at("/frames/0/slug").asString()).isEqualTo("wifi-no-internet");
        assertThat(back.json().get("current_node_id").asString()).isEqualTo(first);
    }

    /** KD-64. */
    @Test
    void notesOfTwoPeopleAreNotLost() {
        UUID walk = vpnWalk(lee);
        Answer first =
                post(
                        lee,
                        walk(walk) + "/notes",
                        Map.of("notes", List.of(Map.of("text", "mine")), "version", 0));
        assertThat(first.json().get("notes_version").asInt()).isEqualTo(1);
        assertThat(first.json().at("/walk_notes/0/author_name").asString()).isEqualTo(lee.name());
        Answer late =
                post(
                        mia,
                        walk(walk) + "/notes",
                        Map.of("notes", List.of(Map.of("text", "theirs"))));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.json().get("current_version").asInt()).isEqualTo(1);
        assertThat(late.json().at("/current/notes/0/text").asString()).isEqualTo("mine");
        assertThat(first.json().get("version").asInt()).isEqualTo(1);
    }

    /** KD-64. */
    @Test
    void notesHaveAFixedShapeAndALimit() {
        UUID walk = vpnWalk(lee);
        Answer shape =
                post(
                        lee,
                        walk(walk) + "/notes",
                        Map.of("notes", List.of(Map.of("text", "x", "color", "red"))));
        assertThat(shape.status()).isEqualTo(422);
        assertThat(shape.json().at("/errors/0/field").asString()).isEqualTo("notes[0].color");
        List<Map<String, String>> many =
                java.util.stream.Stream.generate(() -> Map.of("text", "x")).limit(501).toList();
        assertThat(post(lee, walk(walk) + "/notes", Map.of("notes", many)).status()).isEqualTo(413);
        assertThat(post(lee, walk(walk) + "/notes", Map.of("notes", many.subList(0, 500))).status())
                .isEqualTo(200);
        List<Map<String, String>> big =
                java.util.stream.Stream.generate(() -> Map.of("text", "y".repeat(4_000)))
                        .limit(70)
                        .toList();
        Answer tooLarge = post(lee, walk(walk) + "/notes", Map.of("notes", big, "version", 1));
        assertThat(tooLarge.code()).isEqualTo("notes_too_large");
        Answer step =
                post(
                        lee,
                        walk(walk) + "/notes",
                        Map.of(
                                "notes",
                                List.of(Map.of("text", "x", "step_id", UUID.randomUUID())),
                                "version",
                                1));
        assertThat(step.status()).isEqualTo(422);
    }

    /** KD-62. */
    @Test
    void aColleaguesWalkIsFoundAndTakenOver() {
        UUID walk = vpnWalk(lee);
        assertThat(get(mia, "/api/v1/l1/sessions/active").json()).isEmpty();
        assertThat(get(mia, "/api/v1/l1/sessions/active?scope=account").json()).hasSize(1);
        Answer taken = post(mia, walk(walk) + "/take-over", Map.of("from_user_id", lee.userId()));
        assertThat(taken.json().get("handled_by_name").asString()).isEqualTo(mia.name());
        assertThat(taken.json().get("created_by_name").asString()).isEqualTo(lee.name());
        Answer late =
                post(
                        TestPerson.l1(account, "Third"),
                        walk(walk) + "/take-over",
                        Map.of("from_user_id", lee.userId()));
        assertThat(late.code()).isEqualTo("already_taken_over");
        assertThat(late.json().get("handled_by_name").asString()).isEqualTo(mia.name());
        assertThat(get(mia, "/api/v1/l1/sessions/active").json()).hasSize(1);
    }

    /** KD-60, KD-61. */
    @Test
    void theAuditNamesWhoActedAndCoverageIsTagged() {
        UUID walk = vpnWalk(lee);
        TestPerson cover = TestPerson.coveringEngineer(account);
        Answer resolved =
                post(
                        cover,
                        walk(walk) + "/resolve",
                        Map.of("helpful", true, "resolution_notes", "works again"));
        assertThat(resolved.status()).isEqualTo(200);
        Answer audit = get(owner, "/api/v1/l1/audit?action=l1.session.resolve");
        assertThat(audit.json()).hasSize(1);
        assertThat(audit.json().at("/0/actor_name").asString()).isEqualTo(cover.name());
        assertThat(audit.json().at("/0/acting_as").asString()).isEqualTo("l1_coverage");
        assertThat(
                        get(owner, "/api/v1/l1/audit?action=l1.session.start")
                                .json()
                                .at("/0/acting_as")
                                .isNull())
                .isTrue();
        UUID ownersWalk = vpnWalk(owner);
        assertThat(get(owner, walk(ownersWalk)).json().get("acting_as").asString())
                .isEqualTo("l1_coverage");
        assertThat(get(lee, "/api/v1/l1/audit").code()).isEqualTo("role_required");
    }

    /** KD-65. */
    @Test
    void resolvedAtIsSetOnResolveOnlyAndTheTicketFollows() {
        UUID walk = vpnWalk(lee);
        Answer resolved =
                post(
                        lee,
                        walk(walk) + "/resolve",
                        Map.of("helpful", false, "resolution_notes", "done"));
        assertThat(resolved.json().get("resolved_at").isNull()).isFalse();
        assertThat(resolved.json().get("escalated_at").isNull()).isTrue();
        Answer ticket =
                get(dana, "/api/v1/l1/tickets/" + resolved.json().get("ticket_id").asString());
        assertThat(ticket.json().get("status").asString()).isEqualTo("resolved");
        assertThat(ticket.json().get("resolution_notes").asString()).isEqualTo("done");
        assertThat(ticket.json().get("sessions")).hasSize(1);
        Answer again =
                post(
                        lee,
                        walk(walk) + "/resolve",
                        Map.of("helpful", true, "resolution_notes", "x"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("walk_not_active");
        assertThat(again.json().get("session_status").asString()).isEqualTo("resolved");
        assertThat(step(walk, "q_net", "yes", lee).code()).isEqualTo("walk_not_active");
    }

    @Test
    void anAbandonedWalkIsReopened() {
        UUID walk = vpnWalk(lee);
        Answer abandoned = post(lee, walk(walk) + "/abandon", Map.of("reason", "wrong_flow"));
        assertThat(abandoned.json().get("status").asString()).isEqualTo("abandoned");
        assertThat(get(lee, "/api/v1/l1/queue?status_filter=open").json()).hasSize(1);
        Answer reopened = post(mia, walk(walk) + "/reopen", "");
        assertThat(reopened.json().get("status").asString()).isEqualTo("active");
        assertThat(reopened.json().get("abandoned_at").isNull()).isTrue();
        assertThat(reopened.json().get("handled_by_name").asString()).isEqualTo(mia.name());
        assertThat(post(mia, walk(walk) + "/reopen", "").code()).isEqualTo("walk_not_abandoned");
        assertThat(post(lee, walk(walk) + "/abandon", Map.of("reason", "bored")).status())
                .isEqualTo(422);
    }

    @Test
    void anotherAccountsWalkIsByteForByteNotThere() {
        UUID walk = vpnWalk(lee);
        for (String path : List.of("", "/node")) {
            Answer foreign = get(stranger, walk(walk) + path);
            Answer absent = get(stranger, walk(UUID.randomUUID()) + path);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.withoutTrace()).isEqualTo(absent.withoutTrace());
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
            Answer foreign = post(stranger, walk(walk) + write.getKey(), write.getValue());
            Answer absent =
                    post(stranger, walk(UUID.randomUUID()) + write.getKey(), write.getValue());
            assertThat(foreign.status()).as(write.getKey()).isEqualTo(404);
            assertThat(foreign.code()).isEqualTo("not_found");
            assertThat(foreign.withoutTrace()).isEqualTo(absent.withoutTrace());
        }
        assertThat(get(lee, walk(walk)).json().get("version").asInt()).isEqualTo(1);
        assertThat(get(lee, "/api/v1/l1/sessions/not-an-id").status()).isEqualTo(422);
    }

    @Test
    void rolesAreDecidedBeforeTheWalkIsLookedUp() {
        Answer viewer = get(TestPerson.viewer(account), walk(UUID.randomUUID()));
        assertThat(viewer.status()).isEqualTo(403);
        Answer engineer = step(UUID.randomUUID(), "q", "yes", dana);
        assertThat(engineer.code()).isEqualTo("role_required");
        UUID walk = vpnWalk(lee);
        assertThat(get(dana, walk(walk)).status()).isEqualTo(200);
    }

    /** KD-63. */
    @Test
    void listsAreBoundedAndPaged() {
        for (int i = 0; i < 3; i++) {
            vpnWalk(lee);
        }
        Answer first = get(lee, "/api/v1/l1/queue?limit=2");
        assertThat(first.json()).hasSize(2);
        assertThat(first.json().at("/0/session_id").asString()).isNotBlank();
        String link = first.headers().firstValue("Link").orElseThrow();
        String next = link.substring(1, link.indexOf('>'));
        assertThat(get(lee, next).json()).hasSize(1);
        assertThat(get(lee, "/api/v1/l1/queue?limit=101").status()).isEqualTo(422);
        assertThat(get(lee, "/api/v1/l1/queue?limit=0").status()).isEqualTo(422);
        assertThat(get(lee, "/api/v1/l1/queue?status_filter=nope").status()).isEqualTo(422);
        assertThat(get(dana, "/api/v1/l1/sessions?status=active&limit=2&q=vpn").json()).hasSize(2);
        assertThat(get(mia, next).code()).isEqualTo("invalid_cursor");
    }

    @Test
    void anAdhocWalkTakesNotesOnly() {
        UUID walk = intake(Map.of("problem_statement", "x", "adhoc", true), lee).id("session_id");
        Answer step = step(walk, "q", "yes", lee);
        assertThat(step.code()).isEqualTo("wrong_walk_kind");
        assertThat(step.json().get("use").asString()).isEqualTo("notes");
        assertThat(get(lee, walk(walk)).json().get("current_node").isNull()).isTrue();
    }
}
