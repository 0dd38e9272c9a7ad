package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shortcuts of the escalation journeys. */
final class Escalation {

    private Escalation() {}

    /** A walk of the VPN flow, just started. */
    static String startWalk(Person l1) {
        Answer intake =
                l1.post(
                        "/api/v1/l1/intake",
                        Map.of(
                                "problem_statement",
                                "vpn says connected but she can't open the shared drive"));
        assertThat(intake.text("/outcome")).as(intake.text()).isEqualTo("matched");
        return intake.text("/session_id");
    }

    static Answer escalate(Person l1, String walk) {
        return l1.post(
                "/api/v1/l1/sessions/" + walk + "/escalate",
                Map.of(
                        "reason_category",
                        "needs_permissions",
                        "reason",
                        "Share permissions need an engineer."));
    }

    static List<JsonNode> queueRows(Person engineer, String handoff) {
        return engineer.get("/api/v1/ai-sessions/queue?status=live&limit=100&include_own=true")
                .json()
                .valueStream()
                .filter(row -> row.at("/handoff_id").asString().equals(handoff))
                .toList();
    }

    static List<JsonNode> history(Person engineer, String walk) {
        return engineer.get("/api/v1/ai-sessions/" + walk + "/handoffs")
                .json()
                .valueStream()
                .toList();
    }
}
