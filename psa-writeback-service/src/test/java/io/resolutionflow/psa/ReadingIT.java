package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Contract-psa §4, §5, §11, §15: tickets, preferences, logs, and what other accounts see of them:
 * nothing.
 */
class ReadingIT extends RunningService {

    private static final String PSA = "/api/v1/integrations/psa";
    private static final String PREFERENCES = "/api/v1/accounts/me/preferences";

    @Test
    void tickets_are_found_paged_and_shown_with_notes() {
        connected();
        Answer found = get(dana, PSA + "/tickets/search?q=VPN");
        assertThat(found.json().valueStream().map(ticket -> ticket.path("ticket_id").asString()))
                .contains("1042");
        Answer page = get(dana, PSA + "/tickets/search?limit=2&board_id=1");
        assertThat(page.json().size()).isEqualTo(2);
        String next = page.header("Link").replaceAll("^<|>; rel=\"next\"$", "");
        Answer second = get(dana, next);
        assertThat(second.json().size()).isEqualTo(2);
        assertThat(second.json().path(0).path("ticket_id"))
                .isNotEqualTo(page.json().path(0).path("ticket_id"));
        assertThat(get(eli, next).text("code")).isEqualTo("invalid_cursor");
        assertThat(get(dana, next + "&skip=1").text("code")).isEqualTo("paging_conflict");
        // a cursor says how many rows were shown, whatever length is asked for next
        List<String> five = ids(get(dana, PSA + "/tickets/search?limit=5&board_id=1"));
        assertThat(ids(get(dana, next.replace("limit=2", "limit=3"))))
                .isEqualTo(five.subList(2, 5));
        assertThat(ids(get(dana, PSA + "/tickets/search?limit=4&skip=1&board_id=1")))
                .isEqualTo(five.subList(1, 5));

        Answer detail = get(lee, PSA + "/tickets/1042");
        assertThat(detail.text("ticket_id")).isEqualTo("1042");
        assertThat(detail.text("board_name")).isEqualTo("Help Desk");
        assertThat(detail.text("description")).contains("shared drive S:");
        assertThat(detail.json().path("notes").path(0).path("visibility").asString())
                .isEqualTo("customer");
        assertThat(get(dana, PSA + "/tickets/999999999").text("code"))
                .isEqualTo("psa_ticket_not_found");
        assertThat(get(dana, PSA + "/tickets/..%2f..").status()).isIn(400, 404);
        assertThat(
                        get(
                                        dana,
                                        PSA
                                                + "/tickets/search?q="
                                                + "%22%20or%20id%3E0%20or%20summary%3D%22")
                                .json()
                                .size())
                .isZero();
        assertThat(get(dana, PSA + "/tickets/search?q=x").status()).isEqualTo(422);
        assertThat(get(viewer, PSA + "/tickets/1042").text("code")).isEqualTo("role_required");
    }

    private static List<String> ids(Answer found) {
        return found.json()
                .valueStream()
                .map(ticket -> ticket.path("ticket_id").asString())
                .toList();
    }

    @Test
    void a_board_the_ticketing_system_does_not_have_is_not_there() {
        UUID connection = connected();
        for (String board : List.of("999", "abc")) {
            Answer absent = get(dana, PSA + "/boards/" + board + "/statuses");
            assertThat(absent.status()).as(absent.body()).isEqualTo(404);
            assertThat(absent.text("code")).isEqualTo("not_found");
        }
        Answer mapped =
                patch(
                        owner,
                        PREFERENCES,
                        "{\"psa\": {\"boards\": {\"%s\": {\"999\": {\"resolved_status_id\": \"16\"}}}}}"
                                .formatted(connection));
        assertThat(mapped.status()).as(mapped.body()).isEqualTo(422);
        assertThat(mapped.text("code")).isEqualTo("status_not_on_board");
    }

    @Test
    void boards_statuses_and_members_are_listed_and_kept() {
        connected();
        assertThat(get(dana, PSA + "/boards").json().path(0).path("name").asString())
                .isEqualTo("Help Desk");
        var statuses = get(dana, PSA + "/boards/1/statuses").json();
        assertThat(statuses.valueStream().filter(status -> !status.path("selectable").asBoolean()))
                .hasSize(1);
        assertThat(get(dana, PSA + "/members?q=engineer").json().path(0).path("email").isNull())
                .isTrue();
        assertThat(get(owner, PSA + "/members?q=engineer").json().path(0).path("email").asString())
                .endsWith("@acme.test");
        assertThat(count("select count(*) from psa_lookup")).isEqualTo(3);
    }

    @Test
    void without_or_with_several_connections_the_caller_is_told() {
        assertThat(get(dana, PSA + "/boards").text("code")).isEqualTo("psa_not_configured");
        UUID first = connected();
        String second = post(owner, PSA + "/connections", connection("Second", CANARY)).text("id");
        assertThat(get(dana, PSA + "/boards").text("code")).isEqualTo("connection_required");
        patch(
                owner,
                PREFERENCES,
                "{\"psa\": {\"default_connection_id\": \"%s\"}}".formatted(second));
        assertThat(get(dana, PSA + "/boards").status()).isEqualTo(200);
        assertThat(get(owner, PSA + "/connections/" + second).json().path("is_default").asBoolean())
                .isTrue();
        assertThat(get(dana, PSA + "/boards?connection_id=" + first).status()).isEqualTo(200);
        assertThat(get(dana, PSA + "/boards?connection_id=" + UUID.randomUUID()).text("code"))
                .isEqualTo("psa_connection_not_found");
    }

    @Test
    void a_ticket_link_is_checked_inside_the_account_KD_27() {
        UUID connection = connected();
        String validate = "/internal/v1/psa/ticket-links/validate";
        Answer valid = internal("session-service", "POST", validate, "{\"ticket_id\": \"1042\"}");
        assertThat(valid.status()).as(valid.body()).isEqualTo(200);
        assertThat(valid.text("connection_id")).isEqualTo(connection.toString());
        assertThat(valid.json().path("ticket").path("ticket_id").asString()).isEqualTo("1042");
        assertThat(
                        internal("session-service", "POST", validate, "{\"ticket_id\": \"4711\"}")
                                .text("code"))
                .isEqualTo("psa_ticket_not_found");
        assertThat(
                        internal(
                                        "l1-walk-service",
                                        "POST",
                                        validate,
                                        "{\"ticket_id\": \"1042\", \"connection_id\": \"%s\"}"
                                                .formatted(UUID.randomUUID()))
                                .text("code"))
                .isEqualTo("psa_connection_not_found");
        assertThat(
                        internal(
                                        "ai-gateway-service",
                                        "POST",
                                        validate,
                                        "{\"ticket_id\": \"1042\"}")
                                .text("code"))
                .isEqualTo("client_not_allowed");
        assertThat(
                        internal(
                                        "session-service",
                                        "GET",
                                        "/internal/v1/psa/connections/"
                                                + connection
                                                + "/tickets/1042",
                                        null)
                                .json()
                                .path("notes")
                                .size())
                .isOne();
        assertThat(
                        internal("handoff-service", "GET", "/internal/v1/psa/preferences", null)
                                .json()
                                .path("psa")
                                .path("note_signature")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void preferences_merge_and_are_checked_against_the_board_KD_41() {
        assertThat(
                        get(dana, PREFERENCES)
                                .json()
                                .path("psa")
                                .path("resolution_note_visibility")
                                .asString())
                .isEqualTo("customer");
        UUID connection = connected();
        String board =
                "{\"psa\": {\"boards\": {\""
                        + connection
                        + "\": {\"1\": {\"resolved_status_id\": \"%s\"}}}}}";
        assertThat(patch(owner, PREFERENCES, board.formatted("26")).text("code"))
                .isEqualTo("status_not_on_board");
        assertThat(patch(owner, PREFERENCES, board.formatted("19")).text("code"))
                .isEqualTo("status_inactive");
        assertThat(
                        patch(
                                        owner,
                                        PREFERENCES,
                                        board.replace(
                                                        connection.toString(),
                                                        UUID.randomUUID().toString())
                                                .formatted("16"))
                                .text("code"))
                .isEqualTo("psa_connection_not_found");
        Answer changed =
                patch(
                        owner,
                        PREFERENCES,
                        "{\"psa\": {\"notify_customer\": true, \"note_signature\": null}}");
        assertThat(changed.json().path("psa").path("notify_customer").asBoolean()).isTrue();
        assertThat(
                        changed.json()
                                .path("psa")
                                .path("boards")
                                .path(connection.toString())
                                .path("1")
                                .path("resolved_status_id")
                                .asString())
                .isEqualTo("16");
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
        assertThat(changed.text("updated_by_name")).isEqualTo("Olivia Grant");
        assertThat(patch(dana, PREFERENCES, "{\"psa\": {\"notify_customer\": false}}").text("code"))
                .isEqualTo("preference_needs_admin");
        assertThat(
                        patch(dana, PREFERENCES, "{\"templatize_prompt_enabled\": false}")
                                .json()
                                .path("templatize_prompt_enabled")
                                .asBoolean())
                .isFalse();
        assertThat(get(lee, PREFERENCES).text("code")).isEqualTo("role_required");
        assertThat(
                        count(
                                "select count(*) from outbox_event where type = 'psa.preferences_changed'"))
                .isEqualTo(3);
    }

    @Test
    void what_goes_back_to_its_default_is_told_with_the_value_it_has_then() {
        patch(owner, PREFERENCES, "{\"psa\": {\"auto_push_l1\": true, \"note_signature\": false}}");
        assertThat(changed().properties()).hasSize(2);
        assertThat(changed().path("psa.auto_push_l1").asBoolean()).isTrue();

        patch(owner, PREFERENCES, "{\"psa\": {\"auto_push_l1\": null}}");
        assertThat(changed().properties()).hasSize(1);
        assertThat(changed().path("psa.auto_push_l1").asBoolean(true)).isFalse();

        patch(owner, PREFERENCES, "{\"psa\": null, \"templatize_prompt_enabled\": null}");
        assertThat(changed().path("psa.auto_push_on_resolve").asBoolean(true)).isFalse();
        assertThat(changed().path("psa.note_signature").asBoolean(false)).isTrue();
        assertThat(changed().path("templatize_prompt_enabled").asBoolean(false)).isTrue();
    }

    /** As the newest event has it. */
    private JsonNode changed() {
        return json.readTree(rows().payloads("psa.preferences_changed").getLast())
                .findValue("changed");
    }

    @Test
    void the_log_is_filtered_paged_and_for_owners_and_admins() {
        UUID connection = connected();
        Session first = linkedSession(connection);
        Session second = linkedSession(connection);
        postNote(first, "One.");
        post(dana, packagePath(second), "{\"markdown\": \"Two.\"}");
        Answer all = get(owner, PSA + "/post-log?limit=1");
        assertThat(all.json().path(0).path("kind").asString()).isEqualTo("escalation_package");
        assertThat(all.json().path(0).path("requested_by_name").asString()).isEqualTo("Dana Reyes");
        Answer next = get(owner, all.header("Link").replaceAll("^<|>; rel=\"next\"$", ""));
        assertThat(next.json().path(0).path("kind").asString()).isEqualTo("resolution_note");
        assertThat(next.header("Link")).isEmpty();
        assertThat(get(owner, PSA + "/post-log?limit=1&skip=1").body()).isEqualTo(next.body());
        assertThat(get(owner, PSA + "/post-log?skip=2").json().size()).isZero();
        assertThat(get(owner, PSA + "/post-log?from=-999999999-01-01T00:00:00Z").status())
                .isEqualTo(422);
        assertThat(
                        get(
                                        owner,
                                        PSA
                                                + "/post-log?kind=resolution_note&session_id="
                                                + first.id
                                                + "&state=completed")
                                .json()
                                .size())
                .isOne();
        assertThat(get(owner, PSA + "/post-log?state=nonsense").status()).isEqualTo(422);
        assertThat(get(dana, PSA + "/post-log").text("code")).isEqualTo("role_required");
        assertThat(get(dana, "/api/v1/ai-sessions/" + first.id + "/writebacks").json().size())
                .isOne();
        assertThat(get(owner, "/api/v1/ai-sessions/" + first.id + "/writebacks").json().size())
                .isOne();
        assertThat(get(eli, "/api/v1/ai-sessions/" + first.id + "/writebacks").status())
                .isEqualTo(404);
        assertThat(
                        internal(
                                        "session-service",
                                        "GET",
                                        "/internal/v1/psa/sources/" + first.id + "/writebacks",
                                        null)
                                .json()
                                .size())
                .isOne();
    }

    @Test
    void another_account_sees_exactly_what_is_absent() {
        UUID connection = connected();
        Session session = linkedSession(connection);
        String id = postNote(session, "Done.").text("writeback_id");
        UUID absent = UUID.randomUUID();
        for (String path :
                List.of(
                        PSA + "/connections/{}",
                        PSA + "/boards?connection_id={}",
                        PSA + "/tickets/1042?connection_id={}")) {
            same(
                    get(stranger, path.replace("{}", connection.toString())),
                    get(stranger, path.replace("{}", absent.toString())));
        }
        same(get(stranger, receiptPath(id)), get(stranger, receiptPath(absent)));
        same(
                post(stranger, PSA + "/writebacks/" + id + "/retry", null),
                post(stranger, PSA + "/writebacks/" + absent + "/retry", null));
        String session404 = "/api/v1/ai-sessions/{}/";
        for (String path : List.of("resolution-note/preview", "retry-psa-push")) {
            same(
                    post(stranger, (session404 + path).replace("{}", session.id.toString()), null),
                    post(stranger, (session404 + path).replace("{}", absent.toString()), null));
        }
        same(
                post(stranger, notePath(session), "{\"markdown\": \"x\"}"),
                post(
                        stranger,
                        "/api/v1/ai-sessions/" + absent + "/resolution-note/post",
                        "{\"markdown\": \"x\"}"));
        same(
                get(stranger, "/api/v1/ai-sessions/" + session.id + "/writebacks"),
                get(stranger, "/api/v1/ai-sessions/" + absent + "/writebacks"));
    }

    private static void same(Answer foreign, Answer absent) {
        assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
        assertThat(foreign.withoutTrace()).isEqualTo(absent.withoutTrace());
    }
}
