package io.resolutionflow.l1walk.intake;

import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IntakeIT extends RunningDesk {

    @Test
    void theMainJobsStatementStartsAWalkOfTheVpnFlow() {
        Answer answer = intake(Map.of("problem_statement", VPN, "customer_name", "Bea Ott"), lee);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("outcome").asString()).isEqualTo("matched");
        assertThat(answer.json().get("session_kind").asString()).isEqualTo("flow");
        assertThat(answer.json().get("ticket_kind").asString()).isEqualTo("internal");
        assertThat(answer.id("flow_id")).isEqualTo(flowId("vpn-wont-connect"));
        assertThat(answer.json().at("/candidates/0/score").asDouble()).isGreaterThanOrEqualTo(0.75);
        assertThat(answer.json().at("/matching/mode").asString()).isEqualTo("hybrid");
        assertThat(answer.json().get("category").asString()).isEqualTo("remote-access");
        Answer walk = get(lee, walk(answer.id("session_id")));
        assertThat(walk.json().at("/current_node/id").asString()).isEqualTo("q_net");
        assertThat(walk.json().get("flow_source").asString()).isEqualTo("library");
        assertThat(walk.json().get("acting_as").isNull()).isTrue();
    }

    @Test
    void aSuspiciousMessageAlwaysLeadsToTheSecurityFlow() {
        for (String said :
                List.of(
                        "she typed her password into a page that came by mail",
                        "outlook shows a strange email with a link, is it legit",
                        "user clicked a link in a suspicious mail")) {
            Answer answer = intake(Map.of("problem_statement", said, "force_build", true), lee);
            String outcome = answer.json().get("outcome").asString();
            String flow =
                    outcome.equals("matched")
                            ? answer.json().get("flow_id").asString()
                            : answer.json().at("/near_miss/flow_id").asString();
            assertThat(outcome).as(said).isIn("matched", "suggest");
            assertThat(flow).as(said).isEqualTo(flowId("phishing-email-report").toString());
            assertThat(answer.json().at("/candidates/0/flow_id").asString()).isEqualTo(flow);
        }
    }

    @Test
    void candidatesAreNamedBestFirst() {
        for (String said :
                List.of(
                        VPN,
                        "give me the local admin password",
                        "nothing new has come into her inbox all day although people write to her")) {
            var scores =
                    intake(Map.of("problem_statement", said), lee)
                            .json()
                            .get("candidates")
                            .valueStream()
                            .map(candidate -> candidate.get("score").asDouble())
                            .toList();
            assertThat(scores).as(said).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void nonsenseIsNeverMatchedAndTooVague() {
        Answer answer = intake(Map.of("problem_statement", "help please"), lee);
        assertThat(answer.json().get("outcome").asString()).isEqualTo("out_of_scope");
        assertThat(answer.json().get("reason").asString()).isEqualTo("too_vague");
        assertThat(answer.json().at("/clarify/question").asString()).isNotBlank();
        assertThat(answer.json().get("session_id").isNull()).isTrue();
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
        assertThat(answer.json().get("outcome").asString()).isEqualTo("out_of_scope");
        assertThat(answer.json().get("reason").asString()).isEqualTo("hard_floor");
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
        assertThat(answer.json().get("outcome").asString()).isEqualTo("build");
        assertThat(answer.json().get("session_kind").asString()).isEqualTo("ai_build");
        Answer node = get(lee, walk(answer.id("session_id")) + "/node");
        assertThat(node.json().get("node").isNull()).isTrue();
    }

    @Test
    void categoriesGateBuilding() {
        patch(owner, "/api/v1/accounts/me/l1-categories", Map.of("enabled", List.of()));
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "docking station does not detect the second external screen"),
                        lee);
        assertThat(answer.json().get("reason").asString()).isEqualTo("category_disabled");
        assertThat(answer.json().get("category").asString()).isEqualTo("hardware");
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
        assertThat(answer.json().get("reason").asString()).isEqualTo("ai_disabled");
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
        assertThat(answer.json().at("/matching/mode").asString()).isEqualTo("keyword_only");
        assertThat(answer.json().at("/candidates/0/flow_id").asString())
                .isEqualTo(flowId("vpn-wont-connect").toString());
    }

    /** KD-56. */
    @Test
    void aDoubleSubmitWithOneKeyMakesOneTicket() {
        var body = Map.of("problem_statement", VPN);
        String key = "call-" + UUID.randomUUID();
        Answer first = post(lee, "/api/v1/l1/intake", body, key);
        Answer second = post(lee, "/api/v1/l1/intake", body, key);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(get(lee, "/api/v1/l1/queue").json()).hasSize(1);
    }

    /** KD-56. */
    @Test
    void everyIntakeLeavesARecordAndUnmetOnesAreDemand() {
        intake(Map.of("problem_statement", "help please"), lee);
        intake(Map.of("problem_statement", VPN), lee);
        Answer unmet = get(dana, "/api/v1/l1/demand");
        assertThat(unmet.json()).hasSize(1);
        assertThat(unmet.json().at("/0/outcome").asString()).isEqualTo("out_of_scope");
        assertThat(get(dana, "/api/v1/l1/demand?unmet=false").json()).hasSize(2);
        assertThat(get(lee, "/api/v1/l1/demand").code()).isEqualTo("role_required");
    }

    /** KD-55. */
    @Test
    void aNamedFlowOfAnotherAccountIsNotFoundLikeAnAbsentOne() {
        UUID foreign = accountFlow(UUID.randomUUID(), "published");
        Answer absent = intake(Map.of("problem_statement", "x", "flow_id", UUID.randomUUID()), lee);
        Answer others = intake(Map.of("problem_statement", "x", "flow_id", foreign), lee);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.code()).isEqualTo("flow_not_found");
        assertThat(others.withoutTrace()).isEqualTo(absent.withoutTrace());
    }

    /** KD-55. */
    @Test
    void aNamedFlowMustBePublishedAndSwitchedOn() {
        UUID archived = accountFlow(account, "archived");
        assertThat(intake(Map.of("problem_statement", "x", "flow_id", archived), lee).code())
                .isEqualTo("flow_not_published");
        UUID vpn = flowId("vpn-wont-connect");
        Answer off = put(owner, "/api/v1/flows/" + vpn + "/enabled", Map.of("enabled", false));
        assertThat(off.json().get("enabled").asBoolean()).isFalse();
        Answer refused = intake(Map.of("problem_statement", "x", "flow_id", vpn), lee);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("flow_switched_off");
        assertThat(
                        intake(Map.of("problem_statement", VPN), lee)
                                .json()
                                .at("/candidates/0/flow_id")
                                .asString())
                .isNotEqualTo(vpn.toString());
    }

    @Test
    void anAccountsOwnFlowIsWalkedLikeALibraryOne() {
        UUID own = accountFlow(account, "published");
        Answer answer = intake(Map.of("problem_statement", "x", "flow_id", own), lee);
        assertThat(answer.json().get("outcome").asString()).isEqualTo("matched");
        assertThat(get(lee, walk(answer.id("session_id"))).json().get("flow_source").asString())
                .isEqualTo("account");
    }

    @Test
    void aTicketIsTakenOnce() {
        UUID walk = vpnWalk(lee);
        UUID ticket = UUID.fromString(get(lee, walk(walk)).json().get("ticket_id").asString());
        Answer again =
                intake(Map.of("problem_statement", "x", "adhoc", true, "ticket_id", ticket), mia);
        assertThat(again.code()).isEqualTo("ticket_in_progress");
        assertThat(again.json().get("session_id").asString()).isEqualTo(walk.toString());
        assertThat(again.json().get("handled_by_name").asString()).isEqualTo(lee.name());
        post(lee, walk(walk) + "/abandon", Map.of("reason", "caller_gone"));
        Answer taken =
                intake(Map.of("problem_statement", "x", "adhoc", true, "ticket_id", ticket), mia);
        assertThat(taken.json().get("ticket_id").asString()).isEqualTo(ticket.toString());
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
    void aTicketThatCannotBeTakenIsRefusedBeforeAnythingIsMatched() {
        UUID walk = vpnWalk(lee);
        UUID ticket = UUID.fromString(get(lee, walk(walk)).json().get("ticket_id").asString());
        long records = intakes();
        // without the check first, this statement would be answered out_of_scope
        assertThat(vague(UUID.randomUUID(), mia).code()).isEqualTo("ticket_not_found");
        assertThat(vague(ticket, stranger).code()).isEqualTo("ticket_not_found");
        Answer walked = vague(ticket, mia);
        assertThat(walked.code()).isEqualTo("ticket_in_progress");
        assertThat(walked.json().get("session_id").asString()).isEqualTo(walk.toString());
        assertThat(walked.json().get("handled_by_name").asString()).isEqualTo(lee.name());
        post(lee, walk(walk) + "/escalate", Map.of("reason_category", "time_exceeded"));
        assertThat(vague(ticket, mia).code()).isEqualTo("ticket_not_open");
        assertThat(intakes()).isEqualTo(records);
    }

    private Answer vague(UUID ticket, TestPerson person) {
        return intake(Map.of("problem_statement", "help please", "ticket_id", ticket), person);
    }

    private long intakes() {
        return count("select count(*) from intake");
    }

    @Test
    void ofTwoIntakesForOnePsaTicketAtOnceTheLoserIsToldWhoWon() throws Exception {
        Map<String, Object> body =
                Map.of("problem_statement", "x", "adhoc", true, "psa_ticket_id", "2077");
        UUID walk = intake(body, lee).id("session_id");
        post(lee, walk(walk) + "/abandon", Map.of("reason", "caller_gone"));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // the winner has not committed yet: the loser finds the ticket free and waits at the
            // index
            Future<Answer> loser =
                    TenantContext.call(
                            account,
                            () ->
                                    Objects.requireNonNull(
                                            transaction.execute(status -> {
                                                reactivate(walk);
                                                var call = callers.submit(() -> intake(body, mia));
                                                await().until(this::somebodyWaits);
                                                return call;
                                            })));
            Answer answer = loser.get();
            assertThat(answer.code()).isEqualTo("ticket_in_progress");
            assertThat(answer.json().path("session_id").asString("")).isEqualTo(walk.toString());
            assertThat(answer.json().path("handled_by_name").asString("")).isEqualTo(lee.name());
        }
    }

    private void reactivate(UUID walk) {
        jdbc.sql(
                        "update walk set status = 'active', abandoned_at = null where account_id = ? and id = ?")
                .params(account, walk)
                .update();
    }

    private boolean somebodyWaits() {
        return jdbc.sql(
                                "select count(*) from pg_locks where not granted and locktype = 'transactionid'")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Test
    void limitsHoldAtTheirEdges() {
        String longest = "a".repeat(4_000);
        assertThat(intake(Map.of("problem_statement", longest, "adhoc", true), lee).status())
                .isEqualTo(200);
        Answer tooLong = intake(Map.of("problem_statement", longest + "b", "adhoc", true), lee);
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.json().at("/errors/0/field").asString()).isEqualTo("problem_statement");
        assertThat(tooLong.json().at("/errors/0/code").asString()).isEqualTo("too_long");
        assertThat(
                        intake(Map.of("problem_statement", "😀".repeat(4_000), "adhoc", true), lee)
                                .status())
                .isEqualTo(200);
        assertThat(
                        intake(Map.of("problem_statement", " \u0007 "), lee)
                                .json()
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
        Answer nobody =
                intake(
                        Map.of("problem_statement", "x", "rejected_flow_ids", singletonList(null)),
                        lee);
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.json().at("/errors/0/field").asString()).isEqualTo("rejected_flow_ids");
        assertThat(post(lee, "/api/v1/l1/intake", "{\"problem_statement\":").code())
                .isEqualTo("malformed_request");
    }

    @Test
    void rolesAreDecidedBeforeAnythingIsRead() {
        Answer viewer = post(TestPerson.viewer(account), "/api/v1/l1/intake", "{not json");
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
        assertThat(answer.json().get("ticket_kind").asString()).isEqualTo("psa");
        assertThat(answer.json().get("ticket_id").asString()).isEqualTo("1042");
        assertThat(answer.json().at("/warnings/0/code").asString())
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
