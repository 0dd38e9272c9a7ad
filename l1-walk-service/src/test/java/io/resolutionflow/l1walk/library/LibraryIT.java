package io.resolutionflow.l1walk.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LibraryIT extends RunningDesk {

    @Test
    void theShippedLibraryIsThereForEveryAccountWithTheSameIds() {
        TestPerson viewer = TestPerson.viewer(account);
        Answer flows = get(viewer, "/api/v1/flows?sort=title");
        assertThat(flows.json()).hasSize(8);
        assertThat(flows.json().at("/0/nodes").isMissingNode()).isTrue();
        assertThat(get(viewer, "/api/v1/flows/problems").json()).hasSize(25);
        Answer categories = get(viewer, "/api/v1/flows/categories");
        assertThat(categories.json()).hasSize(13);
        assertThat(LibraryContent.flowId("vpn-wont-connect").version()).isEqualTo(5);
        Answer vpn = get(viewer, "/api/v1/flows/" + flowId("vpn-wont-connect"));
        assertThat(vpn.json().get("nodes")).hasSize(45);
        assertThat(vpn.json().get("source").asString()).isEqualTo("library");
        assertThat(vpn.json().get("index_state").asString()).isEqualTo("ready");
        assertThat(get(viewer, "/api/v1/flows/" + UUID.randomUUID()).code()).isEqualTo("not_found");
    }

    @Test
    void searchUsesTheSameRanking() {
        Answer found = get(dana, "/api/v1/flows/search?q=printer%20offline&limit=2");
        assertThat(found.json()).hasSize(2);
        assertThat(found.json().at("/0/id").asString())
                .isEqualTo(flowId("printer-wont-print").toString());
        assertThat(found.json().at("/0/slug").asString()).isEqualTo("printer-wont-print");
        assertThat(found.json().at("/0/score").asDouble()).isPositive();
        assertThat(found.json().at("/0/why").isArray()).isTrue();
        assertThat(found.json().at("/0/nodes").isMissingNode()).isTrue();
        assertThat(get(dana, "/api/v1/flows/search?q=p").status()).isEqualTo(422);
        assertThat(get(dana, "/api/v1/flows/search?q=printer&limit=21").status()).isEqualTo(422);
    }

    @Test
    void theInternalMatchGivesCalibratedCandidates() {
        Answer match =
                internal(
                        "session-service",
                        "POST",
                        "/internal/v1/flows/match",
                        Map.of("problem_text", VPN, "limit", 2, "exclude_flow_ids", List.of()));
        assertThat(match.status()).isEqualTo(200);
        assertThat(match.json().get("candidates")).hasSize(2);
        assertThat(match.json().at("/candidates/0/score").asDouble()).isGreaterThanOrEqualTo(0.75);
        assertThat(match.json().at("/candidates/0/excerpt").asString()).isNotBlank();
    }

    @Test
    void nothingIsFoundWithoutAnAccount() {
        List<?> unbound =
                transaction.execute(tx ->
                        jdbc.sql("select * from match_flows(null, 'vpn', 'vpn', null, 20)")
                                .query()
                                .listOfRows());
        assertThat(unbound).isEmpty();
        List<?> bound = rows().list("select * from match_flows(null, 'vpn', 'vpn', null, 20)");
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
        Answer before = get(owner, path);
        assertThat(before.json().get("available")).hasSize(13);
        assertThat(before.json().get("enabled")).hasSize(10);
        assertThat(before.json().get("version").asInt()).isZero();
        Answer changed =
                patch(
                        owner,
                        path,
                        Map.of("enabled", List.of("printing", "printing"), "version", 0));
        assertThat(changed.json().get("enabled").toString()).isEqualTo("[\"printing\"]");
        Answer late = patch(owner, path, Map.of("enabled", List.of(), "version", 0));
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.json().get("current_version").asInt()).isEqualTo(1);
        Answer unknown = patch(owner, path, Map.of("enabled", List.of("unknown")));
        assertThat(unknown.code()).isEqualTo("unknown_category");
        assertThat(get(dana, path).code()).isEqualTo("role_required");
        assertThat(get(owner, "/api/v1/l1/audit?action=l1.categories.update").json()).hasSize(1);
    }

    @Test
    void onlyLibraryFlowsAreSwitchedAndOnlyByOwners() {
        String path = "/api/v1/flows/" + flowId("printer-wont-print") + "/enabled";
        assertThat(put(dana, path, Map.of("enabled", false)).code()).isEqualTo("role_required");
        assertThat(put(owner, path, Map.of()).status()).isEqualTo(422);
        Answer off = put(owner, path, Map.of("enabled", false));
        assertThat(off.json().get("enabled").asBoolean()).isFalse();
        assertThat(
                        get(stranger, "/api/v1/flows/" + flowId("printer-wont-print"))
                                .json()
                                .get("enabled")
                                .asBoolean())
                .isTrue();
    }
}
