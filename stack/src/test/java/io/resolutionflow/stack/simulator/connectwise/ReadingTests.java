package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import io.resolutionflow.stack.simulator.SimulatorRig.Answered;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ReadingTests {

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void twoBoardsHaveDifferentStatusSets() throws Exception {
        var boards = rig.connectwise("/service/boards").json();
        assertThat(names(boards)).containsExactly("Help Desk", "Projects");

        var helpDesk = rig.connectwise("/service/boards/1/statuses").json();
        assertThat(ids(helpDesk)).containsExactly(11L, 12L, 16L, 17L, 18L, 19L);
        assertThat(byId(helpDesk, 16).path("closedStatus").booleanValue()).isTrue();
        assertThat(byId(helpDesk, 19).path("inactive").booleanValue()).isTrue();
        assertThat(byId(helpDesk, 16).path("board").path("id").intValue()).isEqualTo(1);

        var projects = rig.connectwise("/service/boards/2/statuses").json();
        assertThat(ids(projects)).containsExactly(21L, 22L, 26L);
        assertThat(byId(projects, 22).path("timeEntryNotAllowed").booleanValue()).isTrue();
        assertThat(rig.connectwise("/service/boards/3/statuses").status()).isEqualTo(404);
    }

    @Test
    void aTicketHasWhatTheConnectorNeeds() throws Exception {
        var ticket = rig.connectwise("/service/tickets/1042").json();

        assertThat(ticket.path("id").longValue()).isEqualTo(1042);
        assertThat(ticket.path("summary").asString())
                .isEqualTo("VPN connected but shared drive does not open");
        assertThat(ticket.path("status").path("id").intValue()).isEqualTo(12);
        assertThat(ticket.path("status").path("name").asString()).isEqualTo("In Progress");
        assertThat(ticket.path("board").path("id").intValue()).isEqualTo(1);
        assertThat(ticket.path("company").path("name").asString()).isEqualTo("Acme Dental");
        assertThat(ticket.path("owner").path("identifier").asString()).isEqualTo("eng1");
        assertThat(ticket.path("closedFlag").booleanValue()).isFalse();
        assertThat(ticket.path("_info").path("lastUpdated").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void aTicketThatDoesNotExistIsA404WithItsNumber() throws Exception {
        for (var id : new String[] {"99", "abc"}) {
            var answered = rig.connectwise("/service/tickets/" + id);
            assertThat(answered.status()).isEqualTo(404);
            assertThat(answered.json().path("code").asString()).isEqualTo("NotFound");
        }
        assertThat(rig.connectwise("/service/tickets/99").json().path("message").asString())
                .isEqualTo("Ticket 99 not found");
    }

    @Test
    void conditionsSelectTickets() throws Exception {
        assertThat(ids(where("id=1042"))).containsExactly(1042L);
        assertThat(ids(where("board/id=2"))).containsExactly(2001L, 2002L, 2003L);
        assertThat(ids(where("board/id=1 and status/id in (16,17)"))).containsExactly(1045L, 1048L);
        assertThat(ids(where("status/name=\"waiting customer\" or id = 1040")))
                .containsExactly(1040L, 1043L);
        assertThat(ids(where("closedFlag = True"))).containsExactly(1045L, 2003L);
        assertThat(ids(where("summary contains \"shared drive\""))).containsExactly(1042L);
        assertThat(ids(where("summary like \"vpn*open\""))).containsExactly(1042L);
        assertThat(ids(where("owner/identifier=\"eng1\" and closedFlag=false and (board/id=1)")))
                .containsExactly(1042L, 1043L, 1049L);
        assertThat(ids(where("board/id=1 and summary not contains \"a\"")))
                .isSubsetOf(ids(where("board/id=1")))
                .doesNotContain(1042L);
        assertThat(ids(where("id > 1049 and id <= 1051"))).containsExactly(1050L, 1051L);
        assertThat(ids(where("owner = null and board/id = 2"))).containsExactly(2001L);
    }

    @Test
    void textInConditionsIsTakenLiterallyWhenEscaped() throws Exception {
        rig.admin(
                "POST",
                "tickets",
                "{\"provider\":\"connectwise\",\"id\":1900,\"summary\":\"say \\\"hi\\\" (now)\"}");

        assertThat(ids(where("summary contains \"\\\"hi\\\" (\""))).containsExactly(1900L);
        assertThat(ids(where("summary contains \"no\\\" or id > 0 or summary contains \\\"\"")))
                .isEmpty();
    }

    @Test
    void lastUpdatedIsFilteredByItsBareName() throws Exception {
        var before =
                rig.connectwise("/service/tickets/1044")
                        .json()
                        .path("_info")
                        .path("lastUpdated")
                        .asString();

        assertThat(ids(where("lastUpdated > [" + before + "] and board/id=1")))
                .doesNotContain(1044L)
                .contains(1045L);
        assertThat(ids(where("lastUpdated >= [" + before + "] and board/id=1"))).contains(1044L);
    }

    @Test
    void whatCannotBeReadIsA400() throws Exception {
        for (var conditions :
                new String[] {
                    "id=",
                    "nonsense=1",
                    "summary=VPN",
                    "id=1 and",
                    "(id=1",
                    "id=1)",
                    "id ~ 1",
                    "lastUpdated>[x]"
                }) {
            assertThat(tickets(Map.of("conditions", conditions)).status())
                    .as(conditions)
                    .isEqualTo(400);
        }
        assertThat(tickets(Map.of("fields", "id,wrong")).status()).isEqualTo(400);
        assertThat(tickets(Map.of("pageSize", "1001")).status()).isEqualTo(400);
        assertThat(tickets(Map.of("page", "x")).status()).isEqualTo(400);
    }

    @Test
    void pagesAreLinked() throws Exception {
        var seen = new ArrayList<Long>();
        var first =
                tickets(Map.of("pageSize", "5", "conditions", "board/id=1", "orderBy", "id desc"));
        seen.addAll(ids(first.json()));
        assertThat(first.header("Link")).contains("rel=\"next\"").contains("rel=\"last\"");

        var page = first;
        while (next(page) != null) {
            var address = URI.create(Objects.requireNonNull(next(page)));
            assertThat(address.getPort()).isEqualTo(rig.ports().connectwise());
            var path = address.getRawPath() + "?" + address.getRawQuery();
            page = rig.connectwise("GET", path, "", SimulatorRig.CONNECTWISE_HEADERS);
            seen.addAll(ids(page.json()));
        }
        assertThat(seen)
                .hasSize(12)
                .startsWith(1051L, 1050L)
                .endsWith(1041L, 1040L)
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutSizeAPageHas25() throws Exception {
        for (int i = 0; i < 20; i++) {
            rig.admin("POST", "tickets", "{\"provider\":\"connectwise\",\"summary\":\"more\"}");
        }
        assertThat(tickets(Map.of()).json()).hasSize(25);
    }

    @Test
    void forwardOnlyPagingAlwaysHasALinkAndNoOrder() throws Exception {
        var headers = new LinkedHashMap<>(SimulatorRig.CONNECTWISE_HEADERS);
        headers.put("pagination-type", "forward-only");
        var path = "/v4_6_release/apis/3.0/service/tickets?pageSize=10";

        var first = rig.connectwise("GET", path, "", headers);
        var second = rig.connectwise("GET", path + "&pageId=1049", "", headers);

        assertThat(ids(first.json())).hasSize(10).endsWith(1049L);
        assertThat(first.header("Link")).contains("pageId=1049");
        assertThat(ids(second.json())).startsWith(1050L).hasSize(5);
        assertThat(second.header("Link")).contains("pageId=2003");
        assertThat(rig.connectwise("GET", path + "&orderBy=id", "", headers).status())
                .isEqualTo(400);
    }

    @Test
    void fieldsCutRecordsDown() throws Exception {
        var ticket =
                tickets(Map.of("conditions", "id=1042", "fields", "id,status/name")).json().get(0);

        assertThat(ticket.toString())
                .isEqualTo("{\"id\":1042,\"status\":{\"name\":\"In Progress\"}}");
    }

    @Test
    void countsAndLongConditionsHaveTheirOwnCalls() throws Exception {
        var count = rig.connectwise("/service/tickets/count?conditions=" + encoded("board/id=2"));
        var search =
                rig.connectwise(
                        "POST", "/service/tickets/search", "{\"conditions\":\"board/id=2\"}");

        assertThat(count.json().path("count").intValue()).isEqualTo(3);
        assertThat(ids(search.json())).containsExactly(2001L, 2002L, 2003L);
    }

    @Test
    void membersAreFoundByIdentifierAndHaveAnAddress() throws Exception {
        var members =
                rig.connectwise("/system/members?conditions=" + encoded("identifier=\"eng1\""))
                        .json();

        assertThat(members).hasSize(1);
        assertThat(members.get(0).path("officeEmail").asString()).isEqualTo("eng1@acme.test");
        assertThat(members.get(0).path("lastName").asString()).contains("simulator");
    }

    private static JsonNode where(String conditions) throws Exception {
        var answered = tickets(Map.of("conditions", conditions, "pageSize", "1000"));
        assertThat(answered.status()).as(answered.text()).isEqualTo(200);
        return answered.json();
    }

    private static Answered tickets(Map<String, String> parameters) throws Exception {
        var query = new ArrayList<String>();
        parameters.forEach((name, value) -> query.add(name + "=" + encoded(value)));
        return rig.connectwise("/service/tickets?" + String.join("&", query));
    }

    private static @Nullable String next(Answered page) {
        for (var link : Objects.requireNonNullElse(page.header("Link"), "").split(", ")) {
            if (link.endsWith("rel=\"next\"")) {
                return link.substring(1, link.indexOf('>'));
            }
        }
        return null;
    }

    private static List<Long> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("id").longValue())
                .toList();
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("name").asString())
                .toList();
    }

    private static JsonNode byId(JsonNode list, long id) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> item.path("id").longValue() == id)
                .findFirst()
                .orElseThrow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
