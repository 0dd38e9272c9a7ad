package io.resolutionflow.psa;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Contract-psa §4: who is who. */
class MemberIT extends RunningService {

    private static final String PSA = "/api/v1/integrations/psa";
    private static final String MAPPINGS = PSA + "/member-mappings";

    @BeforeEach
    void colleagues() {
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/members"))
                        .willReturn(
                                okJson(
                                        """
                                        [{"id": "%s", "name": "Dana Reyes", "email": "ENG1@acme.test", "role": "engineer", "enabled": true, "can_claim": true, "stale": false},
                                         {"id": "%s", "name": "Eli Stone", "email": "eli@elsewhere.test", "role": "engineer", "enabled": true, "can_claim": true, "stale": false},
                                         {"id": "%s", "name": "Gone", "email": "eng2@acme.test", "role": "engineer", "enabled": false, "can_claim": false, "stale": false}]
                                        """
                                                .formatted(
                                                        dana.userId(),
                                                        eli.userId(),
                                                        UUID.randomUUID()))));
    }

    @Test
    void members_are_matched_by_mail_after_a_test_and_by_hand_and_the_hand_wins() {
        UUID connection = connected();
        post(owner, PSA + "/connections/" + connection + "/test", null);
        JsonNode listed = get(owner, MAPPINGS).json();
        assertThat(listed.size()).isEqualTo(2);
        JsonNode first = listed.path(0);
        assertThat(first.path("user_id").asString()).isEqualTo(dana.userId().toString());
        assertThat(first.path("user_name").asString()).isEqualTo("Dana Reyes");
        assertThat(first.path("external_member_id").asString()).isEqualTo("7");
        assertThat(first.path("external_name").asString()).isNotEmpty();
        assertThat(first.path("matched_by").asString()).isEqualTo("email");
        assertThat(listed.path(1).path("external_member_id").isNull()).isTrue();
        assertThat(listed.path(1).path("matched_by").isNull()).isTrue();

        Answer byHand = put(eli.userId(), connection, "7");
        assertThat(byHand.status()).as(byHand.body()).isEqualTo(200);
        assertThat(byHand.text("matched_by")).isEqualTo("manual");
        post(owner, PSA + "/connections/" + connection + "/test", null);
        listed = get(owner, MAPPINGS + "?connection_id=" + connection).json();
        assertThat(listed.path(0).path("matched_by").isNull()).isTrue();
        assertThat(listed.path(1).path("external_member_id").asString()).isEqualTo("7");
        assertThat(put(eli.userId(), connection, null).json().path("external_member_id").isNull())
                .isTrue();
    }

    @Test
    void tickets_assigned_to_me_follow_the_mapping() {
        UUID connection = connected();
        assertThat(get(eli, PSA + "/tickets/search?assigned_to_me=true").json().size()).isZero();
        put(eli.userId(), connection, "7");
        Answer mine = get(eli, PSA + "/tickets/search?assigned_to_me=true&limit=50");
        assertThat(mine.json().size()).as(mine.body()).isPositive();
        assertThat(mine.json().path(0).path("owner_name").asString()).isNotEmpty();
    }

    @Test
    void only_owners_and_admins_map_and_only_what_is_there() {
        UUID connection = connected();
        assertThat(get(dana, MAPPINGS).text("code")).isEqualTo("role_required");
        assertThat(put(UUID.randomUUID(), connection, "7").text("code")).isEqualTo("not_found");
        assertThat(put(eli.userId(), connection, "4711").status()).isEqualTo(422);
        assertThat(put(eli.userId(), UUID.randomUUID(), "7").text("code"))
                .isEqualTo("psa_connection_not_found");
        assertThat(get(stranger, MAPPINGS).text("code")).isEqualTo("psa_not_configured");
        assertThat(get(stranger, MAPPINGS + "?connection_id=" + connection).text("code"))
                .isEqualTo("psa_connection_not_found");
    }

    private Answer put(UUID user, UUID connection, Object member) {
        var body = new java.util.HashMap<String, Object>(Map.of("connection_id", connection));
        body.put("external_member_id", member);
        return put(owner, MAPPINGS + "/" + user, body);
    }
}
