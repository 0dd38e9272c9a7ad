package io.resolutionflow.l1walk.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class IntakeIT extends RunningDesk {

    @Autowired private TransactionTemplate transaction;

    @Test
    void theMainJobsStatementStartsAWalkOfTheVpnFlow() {
        Answer answer = intake(Map.of("problem_statement", VPN, "customer_name", "Bea Ott"), lee);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("outcome").asString()).isEqualTo("matched");
        assertThat(answer.body().get("session_kind").asString()).isEqualTo("flow");
        assertThat(answer.body().get("ticket_kind").asString()).isEqualTo("internal");
        assertThat(answer.id("flow_id")).isEqualTo(flowId("vpn-wont-connect"));
        assertThat(answer.body().at("/candidates/0/score").asDouble()).isGreaterThanOrEqualTo(0.75);
        assertThat(answer.body().at("/matching/mode").asString()).isEqualTo("hybrid");
        assertThat(answer.body().get("category").asString()).isEqualTo("remote-access");
        Answer walk = get(walk(answer.id("session_id")), lee);
        assertThat(walk.body().at("/current_node/id").asString()).isEqualTo("q_net");
        assertThat(walk.body().get("flow_source").asString()).isEqualTo("library");
        assertThat(walk.body().get("acting_as").isNull()).isTrue();
    }

    @Test
    void aSuspiciousMessageAlwaysLeadsToTheSecurityFlow() {
        for (String said :
                List.of(
                        "she typed her password into a page that came by mail",
                        "outlook shows a strange email with a link, is it legit",
                        "user clicked a link in a suspicious mail")) {
            Answer answer = intake(Map.of("problem_statement", said, "force_build", true), lee);
            String outcome = answer.body().get("outcome").asString();
            String flow =
                    outcome.equals("matched")
                            ? answer.body().get("flow_id").asString()
                            : answer.body().at("/near_miss/flow_id").asString();
            assertThat(outcome).as(said).isIn("matched", "suggest");
            assertThat(flow).as(said).isEqualTo(flowId("phishing-email-report").toString());
        }
    }

    @Test
    void nonsenseIsNeverMatchedAndTooVague() {
        Answer answer = intake(Map.of("problem_statement", "help please"), lee);
        assertThat(answer.body().get("outcome").asString()).isEqualTo("out_of_scope");
        assertThat(answer.body().get("reason").asString()).isEqualTo("too_vague");
        assertThat(answer.body().at("/clarify/question").asString()).isNotBlank();
        assertThat(answer.body().get("session_id").isNull()).isTrue();
    }

    @Test
    void theHardFloorHoldsWhateverIsForced() {
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "restart the exchange server tonight please",
                                "force_build",
                                true),
                        lee);
        assertThat(answer.body().get("outcome").asString()).isEqualTo("out_of_scope");
        assertThat(answer.body().get("reason").asString()).isEqualTo("hard_floor");
    }

    @Test
    void aKnownProblemWithoutAFlowIsBuiltWhenItsCategoryIsOn() {
        AI.completes(Map.of("category", "hardware", "vague", false));
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "docking station does not detect the second external screen"),
                        lee);
        assertThat(answer.body().get("outcome").asString()).isEqualTo("build");
        assertThat(answer.body().get("session_kind").asString()).isEqualTo("ai_build");
        Answer node = get(walk(answer.id("session_id")) + "/node", lee);
        assertThat(node.body().get("node").isNull()).isTrue();
    }

    @Test
    void categoriesGateBuilding() {
        send(
                "PATCH",
                "/api/v1/accounts/me/l1-categories",
                Map.of("enabled", List.of()),
                owner.bearer(),
                Map.of());
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "docking station does not detect the second external screen"),
                        lee);
        assertThat(answer.body().get("reason").asString()).isEqualTo("category_disabled");
        assertThat(answer.body().get("category").asString()).isEqualTo("hardware");
    }

    @Test
    void aSwitchedOffAiIsSaidBeforeTheCategory() {
        AI.aiEnabled(false);
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "docking station does not detect the second external screen"),
                        lee);
        assertThat(answer.body().get("reason").asString()).isEqualTo("ai_disabled");
    }

    @Test
    void withoutVectorsWordsDecideAndTheAnswerSaysSo() {
        AI.embeddingsAway();
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "vpn tunnel error 809, forticlient does not connect"),
                        lee);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/matching/mode").asString()).isEqualTo("keyword_only");
        assertThat(answer.body().at("/candidates/0/flow_id").asString())
                .isEqualTo(flowId("vpn-wont-connect").toString());
    }

    /** KD-56. */
    @Test
    void aDoubleSubmitWithOneKeyMakesOneTicket() {
        var body = Map.of("problem_statement", VPN);
        var key = Map.of("Idempotency-Key", "call-" + UUID.randomUUID());
        Answer first = send("POST", "/api/v1/l1/intake", body, lee.bearer(), key);
        Answer second = send("POST", "/api/v1/l1/intake", body, lee.bearer(), key);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(get("/api/v1/l1/queue", lee).body()).hasSize(1);
    }

    /** KD-56. */
    @Test
    void everyIntakeLeavesARecordAndUnmetOnesAreDemand() {
        intake(Map.of("problem_statement", "help please"), lee);
        intake(Map.of("problem_statement", VPN), lee);
        Answer unmet = get("/api/v1/l1/demand", dana);
        assertThat(unmet.body()).hasSize(1);
        assertThat(unmet.body().at("/0/outcome").asString()).isEqualTo("out_of_scope");
        assertThat(get("/api/v1/l1/demand?unmet=false", dana).body()).hasSize(2);
        assertThat(get("/api/v1/l1/demand", lee).code()).isEqualTo("role_required");
    }

    /** KD-55. */
    @Test
    void aNamedFlowOfAnotherAccountIsNotFoundLikeAnAbsentOne() {
        UUID foreign = accountFlow(UUID.randomUUID(), "published");
        Answer absent = intake(Map.of("problem_statement", "x", "flow_id", UUID.randomUUID()), lee);
        Answer others = intake(Map.of("problem_statement", "x", "flow_id", foreign), lee);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.code()).isEqualTo("flow_not_found");
        assertThat(untraced(others)).isEqualTo(untraced(absent));
    }

    /** KD-55. */
    @Test
    void aNamedFlowMustBePublishedAndSwitchedOn() {
        UUID archived = accountFlow(account, "archived");
        assertThat(intake(Map.of("problem_statement", "x", "flow_id", archived), lee).code())
                .isEqualTo("flow_not_published");
        UUID vpn = flowId("vpn-wont-connect");
        Answer off =
                send(
                        "PUT",
                        "/api/v1/flows/" + vpn + "/enabled",
                        Map.of("enabled", false),
                        owner.bearer(),
                        Map.of());
        assertThat(off.body().get("enabled").asBoolean()).isFalse();
        Answer refused = intake(Map.of("problem_statement", "x", "flow_id", vpn), lee);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("flow_switched_off");
        assertThat(
                        intake(Map.of("problem_statement", VPN), lee)
                                .body()
                                .at("/candidates/0/flow_id")
                                .asString())
                .isNotEqualTo(vpn.toString());
    }

    @Test
    void anAccountsOwnFlowIsWalkedLikeALibraryOne() {
        UUID own = accountFlow(account, "published");
        Answer answer = intake(Map.of("problem_statement", "x", "flow_id", own), lee);
        assertThat(answer.body().get("outcome").asString()).isEqualTo("matched");
        assertThat(get(walk(answer.id("session_id")), lee).body().get("flow_source").asString())
                .isEqualTo("account");
    }

    @Test
    void aTicketIsTakenOnce() {
        UUID walk = vpnWalk(lee);
        UUID ticket = UUID.fromString(get(walk(walk), lee).body().get("ticket_id").asString());
        Answer again =
                intake(Map.of("problem_statement", "x", "adhoc", true, "ticket_id", ticket), mia);
        assertThat(again.code()).isEqualTo("ticket_in_progress");
        assertThat(again.body().get("session_id").asString()).isEqualTo(walk.toString());
        assertThat(again.body().get("handled_by_name").asString()).isEqualTo(lee.name());
        post(walk(walk) + "/abandon", Map.of("reason", "caller_gone"), lee);
        Answer taken =
                intake(Map.of("problem_statement", "x", "adhoc", true, "ticket_id", ticket), mia);
        assertThat(taken.body().get("ticket_id").asString()).isEqualTo(ticket.toString());
        assertThat(
                        intake(
                                        Map.of(
                                                "problem_statement",
                                                "x",
                                                "adhoc",
                                                true,
                                                "ticket_id",
                                                ticket),
                                        stranger)
                                .code())
                .isEqualTo("ticket_not_found");
    }

    @Test
    void limitsHoldAtTheirEdges() {
        String longest = "a".repeat(4_000);
        assertThat(intake(Map.of("problem_statement", longest, "adhoc", true), lee).status())
                .isEqualTo(200);
        Answer tooLong = intake(Map.of("problem_statement", longest + "b", "adhoc", true), lee);
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body().at("/errors/0/field").asString()).isEqualTo("problem_statement");
        assertThat(tooLong.body().at("/errors/0/code").asString()).isEqualTo("too_long");
        assertThat(
                        intake(Map.of("problem_statement", "😀".repeat(4_000), "adhoc", true), lee)
                                .status())
                .isEqualTo(200);
        assertThat(
                        intake(Map.of("problem_statement", " \u0007 "), lee)
                                .body()
                                .at("/errors/0/code")
                                .asString())
                .isEqualTo("required");
        assertThat(
                        intake(
                                        Map.of(
                                                "problem_statement",
                                                "x",
                                                "psa_ticket_id",
                                                "1",
                                                "ticket_id",
                                                UUID.randomUUID()),
                                        lee)
                                .status())
                .isEqualTo(422);
        List<UUID> eleven = java.util.stream.Stream.generate(UUID::randomUUID).limit(11).toList();
        assertThat(
                        intake(Map.of("problem_statement", "x", "rejected_flow_ids", eleven), lee)
                                .status())
                .isEqualTo(422);
        assertThat(
                        send(
                                        "POST",
                                        "/api/v1/l1/intake",
                                        "{\"problem_statement\":",
                                        lee.bearer(),
                                        Map.of())
                                .code())
                .isEqualTo("malformed_request");
    }

    @Test
    void rolesAreDecidedBeforeAnythingIsRead() {
        Answer viewer =
                send(
                        "POST",
                        "/api/v1/l1/intake",
                        "{not json",
                        TestPerson.viewer(account).bearer(),
                        Map.of());
        assertThat(viewer.status()).isEqualTo(403);
        assertThat(viewer.code()).isEqualTo("role_required");
        assertThat(intake(Map.of("problem_statement", VPN), dana).code())
                .isEqualTo("role_required");
    }

    @Test
    void aWalkOfAPsaTicketStartsWithAWarningWhenThePsaDoesNotAnswer() {
        Answer answer =
                intake(
                        Map.of("problem_statement", "x", "adhoc", true, "psa_ticket_id", "1042"),
                        lee);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("ticket_kind").asString()).isEqualTo("psa");
        assertThat(answer.body().get("ticket_id").asString()).isEqualTo("1042");
        assertThat(answer.body().at("/warnings/0/code").asString())
                .isEqualTo("psa_ticket_unverified");
        assertThat(
                        intake(
                                        Map.of(
                                                "problem_statement",
                                                "x",
                                                "adhoc",
                                                true,
                                                "psa_ticket_id",
                                                "1042"),
                                        mia)
                                .code())
                .isEqualTo("ticket_in_progress");
    }

    private UUID accountFlow(UUID owningAccount, String status) {
        UUID id = UUID.randomUUID();
        String content =
                """
                {"slug":"own","title":"Own flow","category":"other","description":null,"keywords":[],"tags":[],"start":"q",
                 "nodes":[{"id":"q","type":"question","text":"Go?","options":[{"label":"Yes","value":"yes","next":"r"},{"label":"No","value":"no","next":"r"}]},
                          {"id":"r","type":"resolve","text":"Done","options":[]}]}
                """;
        io.resolutionflow.platform.tenancy.TenantContext.run(
                owningAccount,
                () ->
                        transaction.executeWithoutResult(tx -> {
                            jdbc.sql(
                                            "insert into flow (account_id, id, slug, status, published_version_no, author_id, author_name,"
                                                    + " created_at, updated_at) values (?, ?, ?, ?, 1, ?, 'A', now(), now())")
                                    .params(owningAccount, id, "own-" + status, status, id)
                                    .update();
                            jdbc.sql(
                                            "insert into flow_version (account_id, flow_id, version_no, content, title, category, checksum,"
                                                    + " published_at, published_by, published_by_name) values (?, ?, 1, ?::jsonb, 'Own flow', 'other', 'c', now(), ?, 'A')")
                                    .params(owningAccount, id, content, id)
                                    .update();
                        }));
        return id;
    }
}
