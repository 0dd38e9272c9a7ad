package io.resolutionflow.l1walk.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the lists have in common: who reads them, what they may be filtered by (contract-l1 §16).
 */
class ListsIT extends RunningDesk {

    private static final String L1 = "/api/v1/l1";
    private static final String FLOWS = "/api/v1/flows";
    private static final String PROPOSALS = "/api/v1/flow-proposals";
    private static final String DEMAND = L1 + "/demand";

    @Test
    void aFilterByAValueThatDoesNotExistIsRefusedAndNamed() {
        for (String path :
                List.of(
                        L1 + "/sessions?status=gone",
                        L1 + "/sessions?session_kind=gone",
                        L1 + "/sessions?category=gone",
                        L1 + "/sessions?scope=gone",
                        L1 + "/sessions/active?scope=gone",
                        L1 + "/queue?status_filter=gone",
                        L1 + "/escalations?state=gone",
                        L1 + "/escalations?reason_category=gone",
                        L1 + "/escalations/mine?scope=gone",
                        L1 + "/escalations/mine?state=gone",
                        L1 + "/audit?action=gone",
                        L1 + "/stats?period=gone",
                        DEMAND + "?outcome=gone",
                        DEMAND + "?reason=gone",
                        DEMAND + "?category=gone",
                        FLOWS + "?status=gone",
                        FLOWS + "?source=gone",
                        FLOWS + "?category=gone",
                        FLOWS + "?sort=gone",
                        FLOWS + "/search?q=vpn&category=gone",
                        PROPOSALS + "?status=gone",
                        PROPOSALS + "?proposal_type=gone",
                        PROPOSALS + "?source=gone",
                        PROPOSALS + "?category=gone")) {
            isFault(path, "unknown_value");
        }
    }

    @Test
    void aTimeThatNoDatabaseKeepsIsRefused() {
        for (String list : List.of("/sessions", "/escalations", "/audit", "/demand")) {
            for (String bound : List.of("from", "to")) {
                isFault(L1 + list + "?" + bound + "=%2B999999999-01-01T00:00:00Z", "out_of_range");
                isFault(L1 + list + "?" + bound + "=yesterday", "invalid_format");
            }
        }
    }

    private void isFault(String path, String code) {
        Answer no = get(owner, path);
        assertThat(no.status()).as(path + " " + no.body()).isEqualTo(422);
        assertThat(no.code()).isEqualTo("validation_failed");
        String member = path.substring(Math.max(path.lastIndexOf('?'), path.lastIndexOf('&')) + 1);
        assertThat(no.json().at("/errors/0/field").asString())
                .isEqualTo(member.substring(0, member.indexOf('=')));
        assertThat(no.json().at("/errors/0/code").asString()).as(path).isEqualTo(code);
    }

    @Test
    void everyCategoryOfACallCanBeAskedFor() {
        for (String category : List.of("printing", "other", "unknown")) {
            assertThat(get(dana, DEMAND + "?category=" + category).status()).isEqualTo(200);
            assertThat(get(dana, L1 + "/sessions?category=" + category).status()).isEqualTo(200);
        }
        assertThat(get(dana, PROPOSALS + "?category=other").status()).isEqualTo(200);
        assertThat(get(dana, FLOWS + "?category=other").status()).isEqualTo(200);
        assertThat(get(dana, FLOWS + "?category=unknown").status()).isEqualTo(422);
    }

    @Test
    void aViewerReadsFlowsAndNothingElse() {
        TestPerson viewer = TestPerson.viewer(account);
        UUID walk = vpnWalk(lee);
        UUID flow = flowId("vpn-wont-connect");
        for (String path :
                List.of(
                        FLOWS,
                        FLOWS + "/search?q=vpn",
                        FLOWS + "/tags",
                        FLOWS + "/categories",
                        FLOWS + "/problems",
                        FLOWS + "/" + flow,
                        FLOWS + "/" + flow + "/versions",
                        FLOWS + "/" + flow + "/versions/1")) {
            assertThat(get(viewer, path).status()).as(path).isEqualTo(200);
        }
        for (String path :
                List.of(
                        walk(walk),
                        walk(walk) + "/node",
                        L1 + "/sessions",
                        L1 + "/sessions/active",
                        L1 + "/queue",
                        L1 + "/tickets/" + UUID.randomUUID(),
                        L1 + "/escalations",
                        L1 + "/escalations/mine",
                        L1 + "/stats",
                        L1 + "/audit",
                        DEMAND,
                        FLOWS + "/" + flow + "/export",
                        PROPOSALS,
                        PROPOSALS + "/stats",
                        PROPOSALS + "/" + UUID.randomUUID(),
                        "/api/v1/analytics/flows/" + flow,
                        "/api/v1/accounts/me/l1-categories")) {
            assertThat(get(viewer, path).code()).as(path).isEqualTo("role_required");
        }
        for (String act :
                List.of(
                        "step",
                        "back",
                        "subflow",
                        "return",
                        "next-node",
                        "notes",
                        "take-over",
                        "resolve",
                        "escalate",
                        "abandon",
                        "reopen")) {
            assertThat(post(viewer, walk(walk) + "/" + act, "{not json").code())
                    .as(act)
                    .isEqualTo("role_required");
        }
        assertThat(get(lee, walk(walk)).json().get("version").asInt())
                .isEqualTo(get(dana, walk(walk)).json().get("version").asInt());
    }

    /** KD-56. A question answered by another question is met by the walk it ended in. */
    @Test
    void aCallIsMetByTheWalkItCameToHoweverOftenItWasAsked() {
        UUID first = asked(null);
        UUID second = asked(first);
        assertThat(get(dana, DEMAND).json()).hasSize(2);
        Answer walked =
                intake(
                        Map.of(
                                "problem_statement",
                                VPN,
                                "follows_intake_id",
                                second,
                                "flow_id",
                                flowId("vpn-wont-connect")),
                        lee);
        UUID walk = walked.id("session_id");

        assertThat(get(dana, DEMAND).json()).isEmpty();
        JsonNode all = get(dana, DEMAND + "?unmet=false").json();
        assertThat(all).hasSize(3);
        assertThat(all)
                .allSatisfy(row -> {
                    assertThat(row.at("/followed_by/session_id").asString())
                            .isEqualTo(walk.toString());
                    assertThat(row.at("/followed_by/session_kind").asString()).isEqualTo("flow");
                    assertThat(row.at("/followed_by/status").asString()).isEqualTo("active");
                });
        assertThat(get(dana, L1 + "/stats").json().get("unmet_by_category")).isEmpty();

        // a later walk without a flow does not undo that one was walked
        post(lee, walk(walk) + "/abandon", Map.of("reason", "wrong_flow"));
        intake(Map.of("problem_statement", VPN, "follows_intake_id", first, "adhoc", true), lee);
        JsonNode unmet = get(dana, DEMAND).json();
        assertThat(unmet).hasSize(1);
        assertThat(unmet.at("/0/outcome").asString()).isEqualTo("adhoc");
        assertThat(unmet.at("/0/followed_by/session_kind").asString()).isEqualTo("adhoc");
    }

    /** An intake that is too vague to start anything. */
    private UUID asked(UUID follows) {
        Answer answer =
                intake(
                        follows == null
                                ? Map.of("problem_statement", "help please")
                                : Map.of(
                                        "problem_statement",
                                        "help please",
                                        "follows_intake_id",
                                        follows),
                        lee);
        assertThat(answer.text("reason")).isEqualTo("too_vague");
        return answer.id("intake_id");
    }
}
