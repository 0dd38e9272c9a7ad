package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import io.resolutionflow.stack.simulator.SimulatorRig.Answered;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TicketPatchTests {

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void aWholeStatusObjectChangesTheStatus() throws Exception {
        var answered =
                patch(1042, "[{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":16}}]");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.json().path("status").path("name").asString()).isEqualTo("Completed");
        assertThat(statusOf(1042)).isEqualTo(16);
        assertThat(
                        rig.connectwise("/service/tickets/1042")
                                .json()
                                .path("closedFlag")
                                .booleanValue())
                .isTrue();
        var change = rig.ledger("connectwise", 1042).path("status_history").get(0);
        assertThat(change.path("from_status_id").asString()).isEqualTo("12");
        assertThat(change.path("to_status_id").asString()).isEqualTo("16");
        assertThat(change.path("cause").asString()).isEqualTo("api");
    }

    @Test
    void anObjectInsteadOfAnArrayIsA400() throws Exception {
        assertThat(patch(1042, "{\"status\":{\"id\":16}}").status()).isEqualTo(400);
        assertThat(patch(1042, "[{\"path\":\"status\",\"value\":{\"id\":16}}]").status())
                .isEqualTo(400);
        assertThat(patch(1042, "no json").status()).isEqualTo(400);
        assertThat(statusOf(1042)).isEqualTo(12);
    }

    @Test
    void theStatusOfAnotherBoardIsAnInvalidObject() throws Exception {
        var answered =
                patch(1042, "[{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":26}}]");

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.json().path("code").asString()).isEqualTo("InvalidObject");
        var inner = answered.json().path("errors").get(0);
        assertThat(inner.path("code").asString()).isEqualTo("NotFound");
        assertThat(inner.path("message").asString())
                .isEqualTo("Service Status 26 not found for Service Board 1");
        assertThat(statusOf(1042)).isEqualTo(12);
    }

    @Test
    void anInactiveStatusIsRefused() throws Exception {
        var answered =
                patch(1042, "[{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":19}}]");

        assertThat(answered.status()).isEqualTo(400);
        assertThat(statusOf(1042)).isEqualTo(12);
    }

    @Test
    void nestedPathsWorkAndPathsAreCaseSensitive() throws Exception {
        assertThat(
                        patch(1042, "[{\"op\":\"replace\",\"path\":\"status/id\",\"value\":17}]")
                                .status())
                .isEqualTo(200);
        assertThat(statusOf(1042)).isEqualTo(17);
        assertThat(
                        patch(
                                        1042,
                                        "[{\"op\":\"replace\",\"path\":\"/status/name\",\"value\":\"Completed\"}]")
                                .status())
                .isEqualTo(200);
        assertThat(statusOf(1042)).isEqualTo(16);
        assertThat(
                        patch(
                                        1042,
                                        "[{\"op\":\"replace\",\"path\":\"Status\",\"value\":{\"id\":11}}]")
                                .status())
                .isEqualTo(400);
        assertThat(statusOf(1042)).isEqualTo(16);
    }

    @Test
    void boardAndStatusMoveTogetherOnly() throws Exception {
        var board = "{\"op\":\"replace\",\"path\":\"board\",\"value\":{\"id\":2}}";
        assertThat(patch(1042, "[" + board + "]").status()).isEqualTo(400);

        var both = "[" + board + ",{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":21}}]";
        assertThat(patch(1042, both).json().path("board").path("name").asString())
                .isEqualTo("Projects");
    }

    @Test
    void anUnknownOwnerIsRefusedAndAKnownOneTaken() throws Exception {
        assertThat(
                        patch(
                                        1042,
                                        "[{\"op\":\"replace\",\"path\":\"owner\",\"value\":{\"id\":77}}]")
                                .status())
                .isEqualTo(400);
        assertThat(
                        patch(
                                        1042,
                                        "[{\"op\":\"replace\",\"path\":\"owner\",\"value\":{\"id\":8}}]")
                                .json()
                                .path("owner")
                                .path("identifier")
                                .asString())
                .isEqualTo("eng2");
    }

    @Test
    void otherContentThanJsonIsA415() throws Exception {
        var headers = new LinkedHashMap<>(SimulatorRig.CONNECTWISE_HEADERS);
        headers.put("Content-Type", "text/plain");
        var path = "/v4_6_release/apis/3.0/service/tickets/1042";

        assertThat(rig.connectwise("PATCH", path, "[]", headers).status()).isEqualTo(415);
    }

    private static Answered patch(long ticket, String operations) throws Exception {
        return rig.connectwise("PATCH", "/service/tickets/" + ticket, operations);
    }

    private static int statusOf(long ticket) throws Exception {
        return rig.connectwise("/service/tickets/" + ticket)
                .json()
                .path("status")
                .path("id")
                .intValue();
    }
}
