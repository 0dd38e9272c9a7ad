package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists, search and the escalation queue (contract-sessions §4.3). */
class ReadingIT extends RunningService {

    @Test
    void kd_14_whoever_owns_handles_or_handled_a_session_lists_and_finds_it_once() {
        UUID id = told(dana, "Outlook asks for the password");
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        act("release", id, handoff, 2, kim);
        act("claim", id, handoff, 3, kim);
        for (TestPerson person : List.of(dana, kim)) {
            assertThat(ids(get(person, S))).containsExactly(id.toString());
            assertThat(ids(get(person, S + "/search?q=outlook"))).containsExactly(id.toString());
            assertThat(get(person, S).header("RF-Total-Count")).isEqualTo("1");
        }
        assertThat(get(dana, S).json().get(0).path("relation").asString()).isEqualTo("owner");
        assertThat(get(kim, S).json().get(0).path("relation").asString()).isEqualTo("handler");
        assertThat(get(viewer, S).json()).isEmpty();
        assertThat(get(stranger, S + "?q=outlook").json()).isEmpty();
    }

    @Test
    void kd_15_pages_by_cursor_and_by_skip_show_every_session_once_newest_first() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(told(dana, "Case number " + i).toString());
        }
        assertThat(delete(dana, S + "/" + told(dana, "Case of no use")).status()).isEqualTo(204);
        // one moment for all: the id decides
        rows().update(
                        "update session_participant set session_created_at = '2026-11-01T10:00:00Z' where account_id = ?",
                        account);
        rows().update(
                        "update ai_session set created_at = '2026-11-01T10:00:00Z' where account_id = ?",
                        account);
        for (String filter : List.of("", "&q=case")) {
            var seen = new ArrayList<String>();
            String next = S + "?limit=3" + filter;
            while (next != null) {
                Answer page = get(dana, next);
                assertThat(page.status()).as(page.body()).isEqualTo(200);
                assertThat(page.header("RF-Total-Count")).isEqualTo("7");
                seen.addAll(ids(page));
                String link = page.header("Link");
                next = link.isEmpty() ? null : link.substring(link.indexOf('/'), link.indexOf('>'));
            }
            assertThat(seen).as(filter).isEqualTo(made);
            assertThat(ids(get(dana, S + "?limit=3&skip=5" + filter)))
                    .isEqualTo(made.subList(5, 7));
        }
        String cursor =
                get(dana, S + "?limit=3").header("Link").replaceAll(".*cursor=([^&>]+).*", "$1");
        assertThat(get(dana, S + "?limit=3&skip=1&cursor=" + cursor).code())
                .isEqualTo("paging_conflict");
        assertThat(get(dana, S + "?limit=3&status=active&cursor=" + cursor).code())
                .isEqualTo("invalid_cursor");
        assertThat(get(kim, S + "?limit=3&cursor=" + cursor).code()).isEqualTo("invalid_cursor");
        assertThat(get(dana, S + "?cursor=nonsense").code()).isEqualTo("invalid_cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "skip=10001, skip",
        "status=lost, status",
        "session_type=video, session_type",
        "confidence_tier=sure, confidence_tier",
        "problem_domain=cooking, problem_domain",
        "matched_flow_id=7, matched_flow_id",
        "date_from=yesterday, date_from",
        "date_to=99999-01-01, date_to",
        "q=x, q",
        "q=%20x%20, q",
        "limit=x, limit"
    })
    void what_a_list_cannot_mean_is_422_and_names_it(String query, String field) {
        Answer refused = get(dana, S + "?" + query);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void q_takes_2_to_200_characters() {
        assertThat(get(dana, S + "/search?q=ab").status()).isEqualTo(200);
        assertThat(get(dana, S + "/search?q=" + "a".repeat(200)).status()).isEqualTo(200);
        assertThat(get(dana, S + "/search?q=" + "a".repeat(201)).status()).isEqualTo(422);
        assertThat(get(dana, S + "/search").status()).isEqualTo(422);
        assertThat(get(dana, S + "/search?q=ab&limit=21").status()).isEqualTo(422);
        assertThat(get(dana, S + "/search?q=ab&limit=20").status()).isEqualTo(200);
    }

    @Test
    void filters_narrow_alone_and_with_words() {
        UUID vpn = told(dana, "VPN drops every hour");
        UUID paused = told(dana, "VPN slow");
        post(dana, S + "/" + paused + "/pause", null);
        UUID ticket =
                UUID.fromString(
                        post(
                                        dana,
                                        S,
                                        "{\"session_type\": \"chat\", \"psa_ticket_id\": \"1042\", \"title\": \"VPN ticket\"}")
                                .text("session_id"));
        rows().update(
                        "update ai_session set created_at = '2026-01-15T23:59:59Z', problem_domain = 'network-wifi' where account_id = ? and id = ?",
                        account,
                        vpn);
        rows().update(
                        "update session_participant set session_created_at = '2026-01-15T23:59:59Z' where account_id = ? and session_id = ?",
                        account,
                        vpn);
        for (String q : List.of("", "&q=vpn")) {
            assertThat(ids(get(dana, S + "?status=paused" + q))).containsExactly(paused.toString());
            assertThat(ids(get(dana, S + "?status=paused,%20active" + q))).hasSize(3);
            assertThat(ids(get(dana, S + "?ticket_id=1042" + q)))
                    .containsExactly(ticket.toString());
            assertThat(ids(get(dana, S + "?problem_domain=network-wifi" + q)))
                    .containsExactly(vpn.toString());
            assertThat(ids(get(dana, S + "?session_type=guided" + q))).isEmpty();
            assertThat(ids(get(dana, S + "?matched_flow_id=" + UUID.randomUUID() + q))).isEmpty();
            assertThat(ids(get(dana, S + "?date_from=2026-01-15&date_to=2026-01-15" + q)))
                    .containsExactly(vpn.toString());
            assertThat(ids(get(dana, S + "?date_to=2026-01-14" + q))).isEmpty();
            assertThat(ids(get(dana, S + "?date_from=2026-01-16" + q))).hasSize(2);
        }
    }

    @Test
    void search_understands_what_people_type() {
        UUID outlook = told(dana, "Outlook asks for the password again, printer is fine");
        UUID printer = told(dana, "Printer prints empty pages");
        UUID ticket =
                UUID.fromString(
                        post(dana, S, "{\"session_type\": \"chat\", \"psa_ticket_id\": \"1042\"}")
                                .text("session_id"));
        post(
                dana,
                S + "/" + printer + "/facts",
                "{\"text\": \"The toner cartridge was leaking.\"}");
        assertThat(found("outlook")).containsExactly(outlook.toString());
        assertThat(found("printers")).containsExactly(printer.toString(), outlook.toString());
        assertThat(found("printer -outlook")).containsExactly(printer.toString());
        assertThat(found("\"empty pages\"")).containsExactly(printer.toString());
        assertThat(found("\"pages empty\"")).isEmpty();
        assertThat(found("toner OR password"))
                .containsExactly(printer.toString(), outlook.toString());
        assertThat(found("outlook pass"))
                .as("the last word may be unfinished")
                .containsExactly(outlook.toString());
        assertThat(found("leaking")).as("facts are found").containsExactly(printer.toString());
        assertThat(found("1042")).containsExactly(ticket.toString());
        JsonNode one = get(dana, S + "/search?q=outlook").json().get(0);
        assertThat(one.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "title",
                        "session_type",
                        "problem_summary",
                        "problem_domain",
                        "status",
                        "created_at");
        post(
                dana,
                S + "/" + outlook + "/chat",
                "{\"message\": \"It began after the quarterly rollout\"}");
        assertThat(found("quarterly"))
                .as("first messages are found")
                .containsExactly(outlook.toString());
        delete(dana, S + "/" + printer);
        assertThat(found("toner")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "'; drop table ai_session; --",
                "& | ! ( ) : *",
                "a\\b%_",
                "\u0000\u0001 ab",
                "-- --",
                "\"open quote",
                "the and of",
                "😀😀",
                "<->",
                "a:* & b:*",
                "\uD800x y"
            })
    void search_never_fails_on_odd_input(String typed) {
        told(dana, "something");
        Answer answer =
                get(dana, S + "/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(typed + answer.body()).isIn(200, 422);
        assertThat(
                        get(
                                        dana,
                                        S
                                                + "?q="
                                                + URLEncoder.encode(
                                                        typed + " xx", StandardCharsets.UTF_8))
                                .status())
                .isEqualTo(typed.indexOf(0) < 0 ? 200 : 422);
    }

    @Test
    void what_is_no_word_is_neither_kept_nor_searched_for() {
        String pasted = "x".repeat(2_040);
        UUID id = told(dana, pasted + " came with C:\\temp\\it's.log and 'quotes'");
        for (String q : List.of("temp", "came with", "quotes", "it's.log")) {
            assertThat(found(q)).as(q).containsExactly(id.toString());
        }
        assertThat(found(pasted.substring(0, 200))).isEmpty();
        assertThat(found("!!")).as("nothing is not everything").isEmpty();
    }

    @Test
    void the_search_function_gives_nothing_without_an_account_and_nothing_of_others() {
        told(dana, "Outlook");
        String sql = "select count(*) from search_sessions('outlook', ?, '{}', null, null, 10)";
        assertThat(
                        transaction.<Long>execute(tx ->
                                jdbc.sql(sql).param(dana.userId()).query(Long.class).single()))
                .isZero();
        assertThat(count(sql, kim.userId())).isZero();
        assertThat(count(sql, dana.userId())).isOne();
        var other =
                new io.resolutionflow.platform.testing.service.TenantRows(
                        UUID.randomUUID(), jdbc, transaction);
        assertThat(other.count(sql, dana.userId())).isZero();
    }

    @Test
    void
            kd_16_and_kd_33_the_queue_shows_what_waits_most_urgent_then_longest_first_without_ones_own() {
        UUID team = UUID.randomUUID();
        UUID low = queued(dana, "low", null);
        UUID first = queued(dana, "normal", team);
        UUID second = queued(dana, "normal", null);
        UUID urgent = queued(dana, "urgent", UUID.randomUUID());
        assertThat(ids(get(kim, S + "/escalation-queue")))
                .containsExactly(
                        urgent.toString(), first.toString(), second.toString(), low.toString());
        assertThat(get(dana, S + "/escalation-queue").json()).isEmpty();
        var member = kim.inTeam(team);
        assertThat(ids(get(member, S + "/escalation-queue?scope=team")))
                .containsExactly(first.toString(), second.toString(), low.toString());
        assertThat(ids(get(kim, S + "/escalation-queue?scope=team")))
                .containsExactly(second.toString(), low.toString());

        JsonNode item = get(kim, S + "/escalation-queue").json().get(0);
        assertThat(item.propertyNames())
                .contains(
                        "handoff_id",
                        "priority",
                        "escalated_at",
                        "waiting_seconds",
                        "escalated_to_id",
                        "relation",
                        "resolved_at");
        assertThat(item.path("priority").asString()).isEqualTo("urgent");
        assertThat(item.path("relation").asString()).isEqualTo("colleague");

        var seen = new ArrayList<String>();
        String next = S + "/escalation-queue?limit=1";
        while (next != null) {
            Answer page = get(kim, next);
            seen.addAll(ids(page));
            String link = page.header("Link");
            next = link.isEmpty() ? null : link.substring(link.indexOf('/'), link.indexOf('>'));
        }
        assertThat(seen)
                .containsExactly(
                        urgent.toString(), first.toString(), second.toString(), low.toString());
        for (String wrong : List.of("scope=world", "limit=101", "limit=0")) {
            assertThat(get(kim, S + "/escalation-queue?" + wrong).status()).isEqualTo(422);
        }
        assertThat(get(viewer, S + "/escalation-queue").code()).isEqualTo("role_required");
    }

    @Test
    void messages_page_back_and_of_one_branch() {
        UUID id = chat(dana);
        for (int i = 0; i < 3; i++) {
            post(dana, S + "/" + id + "/chat", "{\"message\": \"message " + i + "\"}");
        }
        Answer latest = get(dana, S + "/" + id + "/messages?limit=4");
        assertThat(latest.json()).hasSize(4);
        assertThat(latest.json().get(0).path("seq").asInt()).isEqualTo(3);
        assertThat(latest.json().get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "message_id",
                        "seq",
                        "role",
                        "author_id",
                        "author_name",
                        "content",
                        "upload_ids",
                        "item_ids",
                        "branch_id",
                        "delivery",
                        "answer_source",
                        "created_at");
        String link = latest.header("Link");
        Answer older = get(dana, link.substring(link.indexOf('/'), link.indexOf('>')));
        assertThat(older.json()).hasSize(2);
        assertThat(older.json().get(1).path("seq").asInt()).isEqualTo(2);
        assertThat(get(dana, S + "/" + id + "/messages?branch_id=" + UUID.randomUUID()).code())
                .isEqualTo("branch_not_found");
        assertThat(get(dana, S + "/" + id + "/messages?limit=201").status()).isEqualTo(422);
    }

    private UUID queued(TestPerson who, String priority, UUID team) {
        UUID id = chat(who);
        rows().update(
                        "update ai_session set team_id = ? where account_id = ? and id = ?",
                        team,
                        account,
                        id);
        Answer escalated =
                post(
                        who,
                        S + "/" + id + "/escalate",
                        Map.of("escalation_reason", "Help.", "priority", priority));
        assertThat(escalated.status()).as(escalated.body()).isEqualTo(200);
        return id;
    }

    private UUID told(TestPerson who, String text) {
        return post(who, S, Map.of("session_type", "chat", "intake_content", Map.of("text", text)))
                .id("session_id");
    }

    private List<String> found(String q) {
        return ids(get(dana, S + "/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)));
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var ids = new ArrayList<String>();
        answer.json().forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }
}
