package io.resolutionflow.stack.simulator.autotask;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import io.resolutionflow.stack.simulator.SimulatorRig.Answered;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class AutotaskTests {

    private static final String NOTE =
            "{\"title\":\"Resolution\",\"description\":\"Fixed.\",\"noteType\":1,\"publish\":2}";

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void theZoneOfAKnownUserIsTheSimulatorItself() throws Exception {
        var known = zone("rfapi@acme.test");

        assertThat(known.json().path("url").asString())
                .isEqualTo("http://127.0.0.1:" + rig.ports().autotask() + "/atservicesrest/");
        assertThat(known.json().path("zoneName").asString()).contains("simulator");
        assertThat(zone("nobody@acme.test").status()).isEqualTo(500);
    }

    @Test
    void eachOfTheThreeHeadersIsNeeded() throws Exception {
        for (var header : new String[] {"ApiIntegrationCode", "UserName", "Secret"}) {
            var headers = new LinkedHashMap<>(SimulatorRig.AUTOTASK_HEADERS);
            headers.put(header, "wrong");
            var answered = call("GET", "/Tickets/7001", "", headers);

            assertThat(answered.status()).as(header).isEqualTo(401);
            assertThat(answered.text()).isEmpty();
        }
    }

    @Test
    void everyCallCountsAgainstTheThreshold() throws Exception {
        var before = used();
        rig.autotask("GET", "/Tickets/7001", "");

        assertThat(used()).isEqualTo(before + 2);
    }

    @Test
    void aboveHalfCallsGetSlowerAndAtTheEndTheyAreBlocked() throws Exception {
        rig.admin("POST", "thresholds", "{\"used\":5001}");
        var started = System.nanoTime();
        assertThat(rig.autotask("GET", "/Tickets/7001", "").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isGreaterThan(Duration.ofMillis(490));

        rig.admin("POST", "thresholds", "{\"used\":10000}");
        assertThat(rig.autotask("GET", "/Tickets/7001", "").status()).isEqualTo(429);

        rig.advance(Duration.ofMinutes(61));
        assertThat(rig.autotask("GET", "/Tickets/7001", "").status()).isEqualTo(200);
    }

    @Test
    void aTicketThatDoesNotExistIsASuccessWithoutItem() throws Exception {
        var missing = rig.autotask("GET", "/Tickets/99", "");

        assertThat(missing.status()).isEqualTo(200);
        assertThat(missing.text()).isEqualTo("{\"item\":null}");
        assertThat(ticket(7001).path("queueID").intValue()).isEqualTo(8);
    }

    @Test
    void queriesFilterAndPage() throws Exception {
        var query =
                "{\"filter\":[{\"op\":\"or\",\"items\":[{\"op\":\"in\",\"field\":\"id\",\"value\":[7001,7002]},"
                        + "{\"op\":\"and\",\"items\":[{\"op\":\"eq\",\"field\":\"queueID\",\"value\":9},"
                        + "{\"op\":\"gt\",\"field\":\"id\",\"value\":7005}]}]}],\"MaxRecords\":2}";

        var first = rig.autotask("POST", "/Tickets/query", query).json();
        var next = URI.create(first.path("pageDetails").path("nextPageUrl").asString());
        var second =
                rig.call(
                                rig.ports().autotask(),
                                "GET",
                                next.getRawPath() + "?" + next.getRawQuery(),
                                "",
                                SimulatorRig.AUTOTASK_HEADERS)
                        .json();

        assertThat(first.path("items")).hasSize(2);
        assertThat(next.getPort()).isEqualTo(rig.ports().autotask());
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("items").get(0).path("id").intValue()).isEqualTo(7006);
        assertThat(second.path("pageDetails").path("nextPageUrl").isNull()).isTrue();
        assertThat(
                        rig.autotask("POST", "/Tickets/query/count", query)
                                .json()
                                .path("queryCount")
                                .intValue())
                .isEqualTo(3);
        assertThat(rig.autotask("POST", "/Tickets/query", "{}").status()).isEqualTo(500);
    }

    @Test
    void picklistsTellStringsAndLengths() throws Exception {
        var tickets =
                rig.autotask("GET", "/Tickets/entityInformation/fields", "").json().path("fields");
        var notes =
                rig.autotask("GET", "/TicketNotes/entityInformation/fields", "")
                        .json()
                        .path("fields");

        var retired = value(field(tickets, "status"), "14");
        assertThat(retired.path("isActive").booleanValue()).isFalse();
        assertThat(value(field(tickets, "queueID"), "8").path("label").asString())
                .contains("simulator");
        assertThat(field(notes, "description").path("length").intValue()).isEqualTo(32_000);
        assertThat(value(field(notes, "publish"), "2").path("label").asString())
                .startsWith("Internal");
    }

    @Test
    void patchGoesToTheCollectionOnly() throws Exception {
        var answered = rig.autotask("PATCH", "/Tickets", "{\"id\":7001,\"status\":5}");

        assertThat(answered.text()).isEqualTo("{\"itemId\":7001}");
        assertThat(ticket(7001).path("status").intValue()).isEqualTo(5);
        assertThat(rig.autotask("PATCH", "/Tickets/7001", "{\"status\":8}").status())
                .isEqualTo(405);
    }

    @Test
    void refusalsAre500WithSentences() throws Exception {
        assertThat(error("PATCH", "/Tickets", "{\"id\":7001,\"status\":3}"))
                .isEqualTo("Picklist value [3] does not exist for status.");
        assertThat(error("PATCH", "/Tickets", "{\"id\":7001,\"assignedResourceID\":21}"))
                .contains("together");
        assertThat(error("PATCH", "/Tickets", "{\"id\":99,\"status\":5}"))
                .contains("No matching records");
        assertThat(error("POST", "/Tickets/7001/Notes", NOTE.replace("Fixed.", "")))
                .contains("description");
        assertThat(error("POST", "/Tickets/7001/Notes", NOTE.replace("Fixed.", "x".repeat(32_001))))
                .contains("32000");
        assertThat(
                        error(
                                "POST",
                                "/Tickets/7001/Notes",
                                NOTE.replace("\"publish\":2", "\"publish\":9")))
                .contains("publish");
        assertThat(ticket(7001).path("status").intValue()).isEqualTo(8);
        assertThat(rig.ledger("autotask", 7001).path("notes")).isEmpty();
    }

    @Test
    void notesAreAddedBelowTheirTicketAndReadByQuery() throws Exception {
        var id =
                rig.autotask("POST", "/Tickets/7001/Notes", NOTE).json().path("itemId").longValue();

        assertThat(rig.autotask("POST", "/TicketNotes", NOTE).status()).isEqualTo(404);
        var query =
                "{\"filter\":[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":7001},{\"op\":\"eq\",\"field\":\"id\",\"value\":%d}]}";
        var read =
                rig.autotask("POST", "/TicketNotes/query", query.formatted(id))
                        .json()
                        .path("items")
                        .get(0);
        assertThat(read.path("title").asString()).isEqualTo("Resolution");
        assertThat(read.path("publish").intValue()).isEqualTo(2);
        assertThat(
                        rig.ledger("autotask", 7001)
                                .path("notes")
                                .get(0)
                                .path("flags")
                                .path("publish")
                                .intValue())
                .isEqualTo(2);
    }

    @Test
    void impersonationOnAReadIsAnError() throws Exception {
        var headers = new LinkedHashMap<>(SimulatorRig.AUTOTASK_HEADERS);
        headers.put("ImpersonationResourceId", "21");

        assertThat(call("GET", "/Tickets/7001", "", headers).status()).isEqualTo(500);
        assertThat(call("POST", "/Tickets/7001/Notes", NOTE, headers).status()).isEqualTo(200);
    }

    @Test
    void silentRejectStatusAnswersTheIdAndChangesNothing() throws Exception {
        rig.mode("autotask", "silent_reject_status", "");

        assertThat(rig.autotask("PATCH", "/Tickets", "{\"id\":7001,\"status\":5}").text())
                .isEqualTo("{\"itemId\":7001}");
        assertThat(ticket(7001).path("status").intValue()).isEqualTo(8);
    }

    @Test
    void aNoteCanSetOffARuleThatTakesTheNextChangeBack() throws Exception {
        rig.mode("autotask", "note_triggers_revert", ",\"args\":{\"ms\":1000}");
        rig.autotask("POST", "/Tickets/7001/Notes", NOTE);
        rig.autotask("PATCH", "/Tickets", "{\"id\":7001,\"status\":5}");
        assertThat(ticket(7001).path("status").intValue()).isEqualTo(5);

        rig.advance(Duration.ofSeconds(2));

        assertThat(ticket(7001).path("status").intValue()).isEqualTo(8);
    }

    @Test
    void sharedFaultsSpeakAutotask() throws Exception {
        rig.mode("autotask", "thread_limit", ",\"times\":1");
        assertThat(error("GET", "/Tickets/7001", "")).contains("thread threshold");

        rig.mode("autotask", "forbidden", ",\"match\":{\"operation\":\"note\"},\"times\":1");
        assertThat(error("POST", "/Tickets/7001/Notes", NOTE)).contains("adequate permissions");

        rig.mode("autotask", "not_found", ",\"match\":{\"ticket_id\":\"7001\"},\"times\":2");
        assertThat(rig.autotask("GET", "/Tickets/7001", "").text()).isEqualTo("{\"item\":null}");
        assertThat(error("PATCH", "/Tickets", "{\"id\":7001,\"status\":5}"))
                .contains("No matching records");

        rig.mode(
                "autotask",
                "error_after_commit",
                ",\"args\":{\"code\":500},\"match\":{\"operation\":\"note\"},\"times\":1");
        var failed = rig.autotask("POST", "/Tickets/7001/Notes", NOTE);
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.json().has("errors")).isFalse();
        assertThat(rig.ledger("autotask", 7001).path("notes")).hasSize(1);

        rig.mode("autotask", "auth_expired", ",\"args\":{\"secret\":\"rfsecret2\"}");
        assertThat(rig.autotask("GET", "/Tickets/7001", "").status()).isEqualTo(401);
        var renewed = new LinkedHashMap<>(SimulatorRig.AUTOTASK_HEADERS);
        renewed.put("Secret", "rfsecret2");
        assertThat(call("GET", "/Tickets/7001", "", renewed).status()).isEqualTo(200);
    }

    private static Answered zone(String user) throws Exception {
        return call("GET", "/zoneInformation?user=" + user, "", Map.of());
    }

    private static Answered call(
            String method, String path, String body, Map<String, String> headers) throws Exception {
        return rig.call(
                rig.ports().autotask(), method, "/atservicesrest/v1.0" + path, body, headers);
    }

    private static JsonNode ticket(long id) throws Exception {
        return rig.autotask("GET", "/Tickets/" + id, "").json().path("item");
    }

    private static int used() throws Exception {
        return rig.autotask("GET", "/ThresholdInformation", "")
                .json()
                .path("currentTimeframeRequestCount")
                .intValue();
    }

    private static String error(String method, String path, String body) throws Exception {
        var answered = rig.autotask(method, path, body);
        assertThat(answered.status()).as(answered.text()).isEqualTo(500);
        return answered.json().path("errors").get(0).asString();
    }

    private static JsonNode field(JsonNode fields, String name) {
        return first(fields, "name", name);
    }

    private static JsonNode value(JsonNode field, String value) {
        return first(field.path("picklistValues"), "value", value);
    }

    private static JsonNode first(JsonNode list, String member, String wanted) {
        for (var item : list) {
            if (item.path(member).isString() && item.path(member).asString().equals(wanted)) {
                return item;
            }
        }
        throw new AssertionError("no " + wanted + " in " + list);
    }
}
