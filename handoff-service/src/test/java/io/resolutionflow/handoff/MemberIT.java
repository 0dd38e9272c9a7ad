package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract-handoffs §8. */
class MemberIT extends RunningService {

    private static final String MEMBERS = "/api/v1/members";
    private static final String ADMIN = "/admin/realms/test/users";
    private final UUID nora = UUID.randomUUID();

    private void registryKnows(String enabled) {
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo(ADMIN))
                        .withQueryParam("q", equalTo("account_id:" + account))
                        .willReturn(
                                okJson(
                                        """
                                        [{"id": "%s", "username": "nora@acme.test", "firstName": "Nora", "lastName": "Fly", "email": "nora@acme.test",
                                          "enabled": %s, "attributes": {"account_id": ["%s"], "can_cover_l1": ["true"]}}]
                                        """
                                                .formatted(nora, enabled, account))));
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo(ADMIN + "/" + nora + "/role-mappings/realm/composite"))
                        .willReturn(
                                okJson(
                                        "[{\"name\": \"default-roles\"}, {\"name\": \"engineer\"}]")));
    }

    @Test
    void members_come_from_the_registry_and_from_tokens_seen() {
        registryKnows("true");
        get(lee, "/api/v1/notifications");
        Answer members = get(dana, MEMBERS);
        assertThat(members.json().valueStream().map(row -> row.path("name").stringValue()))
                .containsExactly("Dana Reyes", "Lee Park", "Nora Fly");
        assertThat(members.header("RF-Directory-Stale")).isEqualTo("false");
        assertThat(members.header("RF-Directory-Age")).isNotEmpty();
        assertThat(members.json().get(2).path("can_cover_l1").booleanValue()).isTrue();
        assertThat(members.json().get(2).path("email").isNull()).isTrue();
        assertThat(get(owner, MEMBERS + "?q=nora").json().get(0).path("email").stringValue())
                .isEqualTo("nora@acme.test");
        assertThat(get(dana, MEMBERS + "?can_claim=false").json()).hasSize(1);
        assertThat(get(dana, MEMBERS + "?role=l1_tech").json().get(0).path("name").stringValue())
                .isEqualTo("Lee Park");

        String next =
                get(dana, MEMBERS + "?limit=2")
                        .header("Link")
                        .replaceAll("<(.*)>; rel=\"next\"", "$1");
        assertThat(get(dana, next).json().get(0).path("name").stringValue()).isEqualTo("Nora Fly");
        assertThat(get(eli, next).text("code")).isEqualTo("invalid_cursor");
        assertThat(get(dana, next + "&skip=1").text("code")).isEqualTo("paging_conflict");
        assertThat(get(dana, MEMBERS + "?skip=2").json().size())
                .isEqualTo(get(dana, MEMBERS).json().size() - 2);
        // whoever may not see addresses cannot find out by searching either
        assertThat(get(dana, MEMBERS + "?q=nora@acme").json()).isEmpty();
        assertThat(get(owner, MEMBERS + "?q=nora@acme").json()).hasSize(1);
    }

    @Test
    void who_never_signed_in_hears_of_the_first_escalation_too() {
        registryKnows("true");
        escalated(ana, UUID.randomUUID());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from notification where user_id = ?",
                                                nora))
                                .isOne());
    }

    @Test
    void nobody_sees_the_members_of_another_account() {
        registryKnows("true");
        get(dana, MEMBERS);
        TestPerson stranger = TestPerson.engineer(UUID.randomUUID());
        assertThat(get(stranger, MEMBERS).json()).hasSize(1);
        assertThat(internal(nora, stranger.accountId()).status()).isEqualTo(503);
    }

    @Test
    void stale_rows_serve_while_the_registry_is_away_and_only_strangers_are_unavailable() {
        Answer members = get(dana, MEMBERS);
        assertThat(members.json()).hasSize(1);
        assertThat(members.header("RF-Directory-Stale")).isEqualTo("true");
        assertThat(internal(dana.userId(), account).text("name")).isEqualTo("Dana Reyes");
        Answer unknown = internal(UUID.randomUUID(), account);
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.text("code")).isEqualTo("directory_unavailable");
    }

    @Test
    void an_unknown_person_of_a_known_account_is_absent() {
        registryKnows("true");
        assertThat(internal(nora, account).text("name")).isEqualTo("Nora Fly");
        assertThat(internal(UUID.randomUUID(), account).text("code")).isEqualTo("not_found");
    }

    @Test
    void a_disabled_person_is_no_target_and_hidden() {
        registryKnows("false");
        get(ana, MEMBERS);
        assertThat(
                        get(dana, MEMBERS)
                                .json()
                                .valueStream()
                                .map(row -> row.path("name").stringValue()))
                .doesNotContain("Nora Fly");
        assertThat(
                        get(dana, MEMBERS + "?include_disabled=true")
                                .json()
                                .valueStream()
                                .map(row -> row.path("name").stringValue()))
                .contains("Nora Fly");
        UUID session = UUID.randomUUID();
        UUID handoff = escalated(ana, session);
        assertThat(
                        post(
                                        ana,
                                        path(session, handoff, "reassign"),
                                        "{\"target_user_id\": \"" + nora + "\"}")
                                .text("code"))
                .isEqualTo("target_not_eligible");
    }

    @Test
    void everybody_knows_themselves_and_only_engineers_the_others() {
        Answer me = get(viewer, MEMBERS + "/me");
        assertThat(me.text("email")).isEqualTo("vera.holt@example.test");
        assertThat(me.text("role")).isEqualTo("viewer");
        assertThat(get(viewer, MEMBERS).text("code")).isEqualTo("role_required");
        assertThat(get(dana, MEMBERS + "?role=boss").status()).isEqualTo(422);
        assertThat(get(dana, MEMBERS + "?q=a").status()).isEqualTo(422);
        assertThat(get(dana, MEMBERS + "?limit=201").status()).isEqualTo(422);
    }

    private Answer internal(UUID user, UUID ofAccount) {
        return call(
                "GET", request("session-service", ofAccount, "/internal/v1/members/" + user), null);
    }
}
