package io.resolutionflow.l1walk.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class LibraryIT extends RunningDesk {

    @Autowired private TransactionTemplate transaction;

    @Test
    void theShippedLibraryIsThereForEveryAccountWithTheSameIds() {
        TestPerson viewer = TestPerson.viewer(account);
        Answer flows = get("/api/v1/flows?sort=title", viewer);
        assertThat(flows.body()).hasSize(8);
        assertThat(flows.body().at("/0/nodes").isMissingNode()).isTrue();
        assertThat(get("/api/v1/flows/problems", viewer).body()).hasSize(25);
        Answer categories = get("/api/v1/flows/categories", viewer);
        assertThat(categories.body()).hasSize(13);
        assertThat(LibraryContent.flowId("vpn-wont-connect").version()).isEqualTo(5);
        Answer vpn = get("/api/v1/flows/" + flowId("vpn-wont-connect"), viewer);
        assertThat(vpn.body().get("nodes")).hasSize(45);
        assertThat(vpn.body().get("source").asString()).isEqualTo("library");
        assertThat(vpn.body().get("index_state").asString()).isEqualTo("ready");
        assertThat(get("/api/v1/flows/" + UUID.randomUUID(), viewer).code()).isEqualTo("not_found");
    }

    @Test
    void searchUsesTheSameRanking() {
        Answer found = get("/api/v1/flows/search?q=printer%20offline&limit=2", dana);
        assertThat(found.body()).hasSize(2);
        assertThat(found.body().at("/0/flow_id").asString())
                .isEqualTo(flowId("printer-wont-print").toString());
        assertThat(get("/api/v1/flows/search?q=p", dana).status()).isEqualTo(422);
        assertThat(get("/api/v1/flows/search?q=printer&limit=21", dana).status()).isEqualTo(422);
    }

    @Test
    void theInternalMatchGivesCalibratedCandidates() {
        Answer match =
                send(
                        "POST",
                        "/internal/v1/flows/match",
                        Map.of("problem_text", VPN, "limit", 2, "exclude_flow_ids", List.of()),
                        TestService.client("session-service").bearer(),
                        Map.of("X-RF-Account-Id", account.toString()));
        assertThat(match.status()).isEqualTo(200);
        assertThat(match.body().get("candidates")).hasSize(2);
        assertThat(match.body().at("/candidates/0/score").asDouble()).isGreaterThanOrEqualTo(0.75);
        assertThat(match.body().at("/candidates/0/excerpt").asString()).isNotBlank();
    }

    @Test
    void nothingIsFoundWithoutAnAccount() {
        List<?> unbound =
                transaction.execute(tx ->
                        jdbc.sql("select * from match_flows(null, 'vpn', 'vpn', null, 20)")
                                .query()
                                .listOfRows());
        assertThat(unbound).isEmpty();
        List<?> bound =
                TenantContext.call(
                        account,
                        () ->
                                transaction.execute(tx ->
                                        jdbc.sql(
                                                        "select * from match_flows(null, 'vpn', 'vpn', null, 20)")
                                                .query()
                                                .listOfRows()));
        assertThat(bound).isNotEmpty();
    }

    @Test
    void theAppRoleMayOnlyReadTheLibrary() {
        assertThatThrownBy(() ->
                        transaction.execute(tx -> jdbc.sql("delete from library_problem").update()))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() ->
                        transaction.execute(
                                tx -> jdbc.sql("update library_flow set slug = 'x'").update()))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void categoriesAreChangedAsAWholeAndGuardedByVersion() {
        String path = "/api/v1/accounts/me/l1-categories";
        Answer before = get(path, owner);
        assertThat(before.body().get("available")).hasSize(13);
        assertThat(before.body().get("enabled")).hasSize(10);
        assertThat(before.body().get("version").asInt()).isZero();
        Answer changed =
                send(
                        "PATCH",
                        path,
                        Map.of("enabled", List.of("printing", "printing"), "version", 0),
                        owner.bearer(),
                        Map.of());
        assertThat(changed.body().get("enabled").toString()).isEqualTo("[\"printing\"]");
        Answer late =
                send(
                        "PATCH",
                        path,
                        Map.of("enabled", List.of(), "version", 0),
                        owner.bearer(),
                        Map.of());
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.body().get("current_version").asInt()).isEqualTo(1);
        Answer unknown =
                send(
                        "PATCH",
                        path,
                        Map.of("enabled", List.of("unknown")),
                        owner.bearer(),
                        Map.of());
        assertThat(unknown.code()).isEqualTo("unknown_category");
        assertThat(get(path, dana).code()).isEqualTo("role_required");
        assertThat(get("/api/v1/l1/audit?action=l1.categories.update", owner).body()).hasSize(1);
    }

    @Test
    void onlyLibraryFlowsAreSwitchedAndOnlyByOwners() {
        String path = "/api/v1/flows/" + flowId("printer-wont-print") + "/enabled";
        assertThat(send("PUT", path, Map.of("enabled", false), dana.bearer(), Map.of()).code())
                .isEqualTo("role_required");
        assertThat(send("PUT", path, Map.of(), owner.bearer(), Map.of()).status()).isEqualTo(422);
        Answer off = send("PUT", path, Map.of("enabled", false), owner.bearer(), Map.of());
        assertThat(off.body().get("enabled").asBoolean()).isFalse();
        assertThat(
                        get("/api/v1/flows/" + flowId("printer-wont-print"), stranger)
                                .body()
                                .get("enabled")
                                .asBoolean())
                .isTrue();
    }
}
