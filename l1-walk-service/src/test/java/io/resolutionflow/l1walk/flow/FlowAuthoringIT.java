package io.resolutionflow.l1walk.flow;

import static io.resolutionflow.l1walk.flow.Structures.badgeReader;
import static io.resolutionflow.l1walk.flow.Structures.leaf;
import static io.resolutionflow.l1walk.flow.Structures.option;
import static io.resolutionflow.l1walk.flow.Structures.question;
import static io.resolutionflow.l1walk.flow.Structures.with;
import static io.resolutionflow.l1walk.flow.Structures.withNode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class FlowAuthoringIT extends RunningDesk {

    private static final String FLOWS = "/api/v1/flows";
    private static final String SAID = "the badge reader at the back door is offline since today";

    private final TestPerson viewer = TestPerson.viewer(account);

    private static String flow(UUID id) {
        return FLOWS + "/" + id;
    }

    private UUID drafted(String slug) {
        Answer made = post(dana, FLOWS, badgeReader(slug));
        assertThat(made.status()).isEqualTo(201);
        return made.id("id");
    }

    private UUID published(String slug) {
        UUID id = drafted(slug);
        assertThat(publish(id, 1).status()).isEqualTo(200);
        return id;
    }

    private Answer publish(UUID id, int draft) {
        return post(dana, flow(id) + "/publish", Map.of("version", draft, "change_note", "first"));
    }

    @Test
    void aFlowGoesFromDraftToVersionsThatNeverChange() {
        Answer made = post(dana, FLOWS, Map.of("title", "Door: badge reader is offline!"));
        UUID id = made.id("id");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("slug")).isEqualTo("door-badge-reader-is-offline");
        assertThat(made.text("status")).isEqualTo("draft");
        assertThat(made.text("category")).isEqualTo("other");
        assertThat(made.json().get("draft_version").asInt()).isEqualTo(1);
        assertThat(made.json().get("version_no").isNull()).isTrue();

        Answer saved =
                put(dana, flow(id) + "/draft", with(badgeReader("badge-reader"), "version", 1));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().get("draft_version").asInt()).isEqualTo(2);
        assertThat(saved.text("slug")).isEqualTo("badge-reader");
        assertThat(get(viewer, flow(id)).code()).isEqualTo("not_found");
        assertThat(get(lee, flow(id) + "?version=draft").code()).isEqualTo("not_found");

        Answer out = publish(id, 2);
        assertThat(out.text("status")).isEqualTo("published");
        assertThat(out.json().get("version_no").asInt()).isEqualTo(1);
        assertThat(out.json().get("draft_version").isNull()).isTrue();
        assertThat(publish(id, 2).code()).isEqualTo("nothing_to_publish");
        assertThat(rows().eventTypes(id)).containsExactly("l1.flow_published");

        var second = with(with(badgeReader("badge-reader"), "title", "Badge reader"), "version", 0);
        assertThat(put(dana, flow(id) + "/draft", second).status()).isEqualTo(200);
        assertThat(get(dana, flow(id)).text("title")).isEqualTo("Badge reader shows offline");
        Answer draft = get(dana, flow(id) + "?version=draft");
        assertThat(draft.text("title")).isEqualTo("Badge reader");
        assertThat(publish(id, draft.json().get("draft_version").asInt()).status()).isEqualTo(200);
        Answer versions = get(viewer, flow(id) + "/versions");
        assertThat(versions.json()).hasSize(2);
        assertThat(versions.json().at("/0/version_no").asInt()).isEqualTo(2);
        assertThat(versions.json().at("/0/published_by_name").asString()).isNotBlank();
        assertThat(versions.json().at("/0/change_note").asString()).isEqualTo("first");
        assertThat(versions.json().at("/0/node_count").asInt()).isEqualTo(4);
        assertThat(versions.json().at("/0/checksum").asString()).hasSize(64);
        Answer old = get(viewer, flow(id) + "/versions/1");
        assertThat(old.text("title")).isEqualTo("Badge reader shows offline");
        assertThat(get(viewer, flow(id) + "?version=1").text("title"))
                .isEqualTo("Badge reader shows offline");
        assertThat(get(viewer, flow(id) + "/versions/3").code()).isEqualTo("version_not_found");
        assertThat(get(viewer, flow(id) + "?version=9").code()).isEqualTo("version_not_found");

        Answer back = post(dana, flow(id) + "/draft", Map.of("from_version", 1));
        assertThat(back.status()).isEqualTo(200);
        assertThat(get(dana, flow(id) + "?version=draft").text("title"))
                .isEqualTo("Badge reader shows offline");
        assertThat(delete(dana, flow(id) + "/draft").status()).isEqualTo(204);
        assertThat(delete(dana, flow(id)).code()).isEqualTo("flow_has_versions");
        assertThat(get(owner, "/api/v1/l1/audit?resource_id=" + id).json())
                .extracting(row -> row.get("action").asString())
                .contains("flow.create", "flow.update", "flow.publish");
    }

    @Test
    void draftsAreGuardedByTheirVersionAndNames() {
        UUID first = drafted("badge-one");
        UUID second = published("badge-two");
        assertThat(post(dana, FLOWS, badgeReader("badge-one")).code()).isEqualTo("slug_taken");
        Answer late =
                put(dana, flow(first) + "/draft", with(badgeReader("badge-one"), "version", 7));
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.json().get("current_version").asInt()).isEqualTo(1);
        assertThat(late.json().path("current").isMissingNode()).isTrue();
        assertThat(
                        put(
                                        dana,
                                        flow(first) + "/draft",
                                        with(badgeReader("badge-two"), "version", 1))
                                .code())
                .isEqualTo("slug_taken");
        assertThat(
                        put(
                                        dana,
                                        flow(second) + "/draft",
                                        with(badgeReader("badge-new"), "version", 0))
                                .code())
                .isEqualTo("slug_frozen");
        assertThat(publish(first, 3).code()).isEqualTo("version_conflict");
        assertThat(delete(dana, flow(first) + "/draft").code()).isEqualTo("nothing_published");
        assertThat(delete(dana, flow(first)).status()).isEqualTo(204);
        assertThat(get(dana, flow(first)).code()).isEqualTo("not_found");
        UUID vpn = flowId("vpn-wont-connect");
        for (String path : List.of("/draft", "/publish", "/archive", "")) {
            Answer no =
                    path.isEmpty()
                            ? delete(dana, flow(vpn))
                            : path.equals("/draft")
                                    ? put(dana, flow(vpn) + path, badgeReader("vpn-wont-connect"))
                                    : post(dana, flow(vpn) + path, Map.of("version", 1));
            assertThat(no.code()).as(path).isEqualTo("library_read_only");
        }
    }

    @Test
    void whatKeepsAFlowFromBeingPublishedIsSaid() {
        var broken =
                withNode(
                        withNode(
                                badgeReader("badge-broken"),
                                question(
                                        "q_lost",
                                        "Nobody comes here?",
                                        option("A", "a", "q_lost"),
                                        option("B", "b", "nowhere"))),
                        Map.of(
                                "id",
                                "q_light",
                                "type",
                                "resolve",
                                "text",
                                "Twice.",
                                "options",
                                List.of(option("x", "x", "r_done")),
                                "subflow",
                                "no-such-flow",
                                "needs_review",
                                true));
        UUID id = post(dana, FLOWS, broken).id("id");
        Answer report = post(dana, flow(id) + "/validate", Map.of());
        assertThat(report.json().get("valid").asBoolean()).isFalse();
        assertThat(report.json().get("errors"))
                .extracting(e -> e.get("code").asString())
                .contains(
                        "duplicate_node_id",
                        "unknown_next",
                        "self_loop",
                        "unreachable_node",
                        "no_path_to_end",
                        "terminal_has_options",
                        "needs_review_stub");
        assertThat(report.json().at("/errors/0/node_id").isMissingNode()).isFalse();
        Answer no = publish(id, 1);
        assertThat(no.status()).isEqualTo(422);
        assertThat(no.code()).isEqualTo("flow_invalid");
        assertThat(no.json().get("errors").size()).isGreaterThan(5);
        Answer good = post(dana, flow(id) + "/validate", badgeReader("badge-broken"));
        assertThat(good.json().get("valid").asBoolean()).isTrue();
        assertThat(good.json().get("errors")).isEmpty();
    }

    @Test
    void typesAndLimitsAreFaultsOfTheRequest() {
        Answer types =
                post(
                        dana,
                        FLOWS,
                        Map.of(
                                "title",
                                "x".repeat(201),
                                "slug",
                                "Not A Slug",
                                "category",
                                "gardening",
                                "keywords",
                                Collections.nCopies(51, "k"),
                                "nodes",
                                List.of(
                                        Map.of(
                                                "id",
                                                "a b",
                                                "type",
                                                "riddle",
                                                "text",
                                                "t",
                                                "options",
                                                List.of(Map.of("label", "L", "value", "V"))),
                                        "no node")));
        assertThat(types.status()).isEqualTo(422);
        assertThat(types.code()).isEqualTo("validation_failed");
        assertThat(types.json().get("errors"))
                .extracting(e -> e.get("field").asString())
                .contains(
                        "title",
                        "slug",
                        "category",
                        "keywords",
                        "nodes[0].id",
                        "nodes[0].type",
                        "nodes[0].options[0].value",
                        "nodes[0].options[0].next",
                        "nodes[1]");
        assertThat(post(dana, FLOWS, Map.of("description", "no title")).status()).isEqualTo(422);
        var many = new ArrayList<Object>();
        for (int i = 0; i < 301; i++) {
            many.add(leaf("n" + i, "resolve", "t", null));
        }
        assertThat(post(dana, FLOWS, Map.of("title", "Many", "nodes", many)).status())
                .isEqualTo(422);
        var large = new ArrayList<Object>();
        for (int i = 0; i < 300; i++) {
            large.add(leaf("n" + i, "resolve", "t", "d".repeat(2_000)));
        }
        Answer tooLarge = post(dana, FLOWS, Map.of("title", "Large", "nodes", large));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("payload_too_large");
    }

    @Test
    void aPublishedFlowIsMatchedAtTheNextIntakeAndAnArchivedOneIsNot() {
        UUID id = published("badge-reader-match");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get(dana, flow(id)).text("index_state").equals("ready"));
        Answer taken = intake(Map.of("problem_statement", SAID), lee);
        assertThat(taken.text("outcome")).isEqualTo("matched");
        assertThat(taken.id("flow_id")).isEqualTo(id);
        Answer walk = get(lee, walk(taken.id("session_id")));
        assertThat(walk.text("flow_source")).isEqualTo("account");
        assertThat(walk.json().get("flow_version_no").asInt()).isEqualTo(1);

        assertThat(post(dana, flow(id) + "/archive", Map.of()).text("status"))
                .isEqualTo("archived");
        assertThat(post(dana, flow(id) + "/archive", Map.of()).code()).isEqualTo("not_published");
        assertThat(intake(Map.of("problem_statement", SAID, "flow_id", id), lee).code())
                .isEqualTo("flow_not_published");
        Answer without = intake(Map.of("problem_statement", SAID), lee);
        assertThat(without.json().get("flow_id").isNull()).isTrue();
        assertThat(without.json().get("candidates"))
                .noneMatch(c -> c.get("flow_id").asString().equals(id.toString()));
        UUID running = taken.id("session_id");
        assertThat(step(running, "q_light", "on", lee).status()).isEqualTo(200);
        assertThat(get(lee, flow(id)).code()).isEqualTo("not_found");
        assertThat(post(dana, flow(id) + "/unarchive", Map.of()).text("status"))
                .isEqualTo("published");
        assertThat(rows().eventTypes(id))
                .containsExactly("l1.flow_published", "l1.flow_archived", "l1.flow_published");
    }

    @Test
    void anAdoptedFlowIsTheAccountsOwnAndTheOriginalIsOff() throws Exception {
        UUID wifi = flowId("wifi-no-internet");
        List<Callable<Answer>> clicks =
                Collections.nCopies(5, () -> post(dana, flow(wifi) + "/adopt", Map.of()));
        List<Answer> answers = together(clicks);
        assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(1);
        Answer copy = answers.stream().filter(a -> a.status() == 201).findFirst().orElseThrow();
        assertThat(answers)
                .filteredOn(a -> a.status() != 201)
                .allSatisfy(a -> {
                    assertThat(a.code()).isEqualTo("already_adopted");
                    assertThat(a.id("flow_id")).isEqualTo(copy.id("id"));
                });
        assertThat(copy.text("status")).isEqualTo("published");
        assertThat(copy.text("source")).isEqualTo("account");
        assertThat(copy.json().get("version_no").asInt()).isEqualTo(1);
        assertThat(copy.json().at("/adopted_from/flow_id").asString()).isEqualTo(wifi.toString());
        assertThat(copy.json().at("/adopted_from/update_available").asBoolean()).isFalse();
        assertThat(get(dana, flow(wifi)).json().get("enabled").asBoolean()).isFalse();
        assertThat(post(dana, flow(copy.id("id")) + "/adopt", Map.of()).code())
                .isEqualTo("not_library");
        assertThat(put(owner, flow(copy.id("id")) + "/enabled", Map.of("enabled", false)).code())
                .isEqualTo("not_library");
    }

    @Test
    void aFileComesInWholeOrNotAtAll() {
        UUID id = published("badge-file");
        Answer file = get(dana, flow(id) + "/export");
        assertThat(file.header("content-disposition")).contains("badge-file.rfflow");
        assertThat(file.text("format")).isEqualTo("rfflow");
        assertThat(file.json().get("format_version").asInt()).isEqualTo(1);

        assertThat(post(dana, FLOWS + "/import", file.body()).code()).isEqualTo("slug_taken");
        Answer renamed = post(dana, FLOWS + "/import?on_conflict=rename", file.body());
        assertThat(renamed.status()).isEqualTo(201);
        assertThat(renamed.json().at("/0/slug").asString()).isEqualTo("badge-file-2");
        assertThat(renamed.json().at("/0/result").asString()).isEqualTo("renamed");
        Answer draft = post(dana, FLOWS + "/import?on_conflict=new_draft", file.body());
        assertThat(draft.json().at("/0/flow_id").asString()).isEqualTo(id.toString());
        assertThat(get(dana, flow(id)).json().get("draft_version").isNull()).isFalse();

        var bad =
                Map.of(
                        "flows",
                        List.of(
                                badgeReader("badge-good"),
                                withNode(
                                        badgeReader("badge-bad"),
                                        question("q", "?", Map.of("label", "L", "value", "v")))));
        Answer no = post(dana, FLOWS + "/import", bad);
        assertThat(no.status()).isEqualTo(422);
        assertThat(no.json().at("/errors/0/field").asString())
                .isEqualTo("flows[1].nodes[4].options[0].next");
        assertThat(get(dana, FLOWS + "?q=badge-good").json()).isEmpty();
        assertThat(count("select count(*) from flow where slug = 'badge-good'")).isZero();
        assertThat(
                        post(
                                        dana,
                                        FLOWS + "/import",
                                        Map.of(
                                                "flows",
                                                Collections.nCopies(21, badgeReader("badge-x"))))
                                .status())
                .isEqualTo(422);
        Answer large =
                post(
                        dana,
                        FLOWS + "/import",
                        Map.of("flows", List.of(), "padding", "x".repeat(1024 * 1024)));
        assertThat(large.status()).isEqualTo(413);
        Answer linked =
                post(
                        dana,
                        FLOWS + "/import",
                        Map.of(
                                "flows",
                                List.of(
                                        withNode(
                                                badgeReader("badge-linked"),
                                                Structures.action(
                                                        "a_sub",
                                                        "Run the flow 'vpn-wont-connect' first.",
                                                        option("A", "a", "r_done"),
                                                        option("B", "b", "r_done"))))));
        assertThat(linked.json().at("/0/problems/0/code").asString()).isEqualTo("unreachable_node");
        UUID withLink = UUID.fromString(linked.json().at("/0/flow_id").asString());
        assertThat(get(dana, flow(withLink)).json().at("/nodes/4/subflow").asString())
                .isEqualTo("vpn-wont-connect");
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        UUID own = published("badge-list");
        drafted("badge-draft");
        assertThat(get(viewer, FLOWS).json()).hasSize(9);
        assertThat(get(dana, FLOWS).json()).hasSize(10);
        assertThat(get(dana, FLOWS).json().at("/0/slug").asString()).isEqualTo("badge-draft");
        assertThat(get(dana, FLOWS + "?status=draft").json()).hasSize(1);
        assertThat(get(lee, FLOWS + "?status=draft").json()).isEmpty();
        assertThat(get(dana, FLOWS + "?source=account").json()).hasSize(2);
        assertThat(get(dana, FLOWS + "?mine=true").json()).hasSize(2);
        assertThat(get(owner, FLOWS + "?mine=true").json()).isEmpty();
        assertThat(get(viewer, FLOWS + "?tag=doors").json()).hasSize(1);
        assertThat(get(viewer, FLOWS + "?category=hardware").json()).hasSize(1);
        assertThat(get(viewer, FLOWS + "?q=nobody%20gets%20in").json()).hasSize(1);
        assertThat(get(viewer, FLOWS + "/tags").json().at("/0/tag").asString()).isEqualTo("doors");
        intake(Map.of("problem_statement", SAID, "flow_id", own), lee);
        assertThat(get(viewer, FLOWS + "?sort=usage").json().at("/0/slug").asString())
                .isEqualTo("badge-list");
        for (String sort : List.of("title", "usage", "updated")) {
            var seen = new ArrayList<String>();
            String next = FLOWS + "?limit=3&sort=" + sort;
            while (next != null) {
                Answer page = get(dana, next);
                page.json().forEach(row -> seen.add(row.get("id").asString()));
                String link = page.header("link");
                next = link.isEmpty() ? null : link.substring(1, link.indexOf('>'));
            }
            assertThat(seen).as(sort).hasSize(10).doesNotHaveDuplicates();
        }
        assertThat(get(dana, FLOWS + "?sort=color").status()).isEqualTo(422);
        assertThat(get(dana, FLOWS + "?status=gone").status()).isEqualTo(422);
    }

    @Test
    void authorsOnlyAndNeverAcrossAccounts() {
        UUID id = published("badge-mine");
        TestPerson other = TestPerson.engineer(UUID.randomUUID());
        assertThat(post(lee, FLOWS, badgeReader("badge-l1")).code()).isEqualTo("role_required");
        assertThat(post(viewer, flow(id) + "/publish", Map.of("version", 1)).code())
                .isEqualTo("role_required");
        assertThat(get(lee, flow(id) + "/export").code()).isEqualTo("role_required");
        UUID absent = UUID.randomUUID();
        assertThat(get(other, flow(id)).withoutTrace())
                .isEqualTo(get(other, flow(absent)).withoutTrace());
        for (String path : List.of("/publish", "/archive", "/unarchive", "/adopt", "/validate")) {
            var body = path.equals("/validate") ? Map.of() : Map.of("version", 1);
            assertThat(post(other, flow(id) + path, body).code()).as(path).isEqualTo("not_found");
        }
        assertThat(put(other, flow(id) + "/draft", badgeReader("badge-mine")).code())
                .isEqualTo("not_found");
        assertThat(delete(other, flow(id)).code()).isEqualTo("not_found");
        assertThat(get(other, flow(id) + "/versions").code()).isEqualTo("not_found");
        assertThat(get(other, FLOWS + "?source=account").json()).isEmpty();
        assertThat(intake(Map.of("problem_statement", SAID, "flow_id", id), stranger).code())
                .isEqualTo("flow_not_found");
    }

    @Test
    void aDoubleClickPublishesOnce() throws Exception {
        UUID id = drafted("badge-double");
        List<Callable<Answer>> clicks = Collections.nCopies(10, () -> publish(id, 1));
        List<Answer> answers = together(clicks);
        assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.status() != 200)
                .allSatisfy(a -> assertThat(a.code()).isEqualTo("nothing_to_publish"));
        assertThat(count("select count(*) from flow_version where flow_id = ?", id)).isEqualTo(1);
    }
}
