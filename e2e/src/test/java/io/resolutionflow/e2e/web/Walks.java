package io.resolutionflow.e2e.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import java.util.Map;

/** Walks made or looked at through the API, for pages that need one. */
public final class Walks {

    private Walks() {}

    /** A walk of the VPN flow, just started. */
    public static String start(Person l1) {
        Answer intake =
                l1.post(
                        "/api/v1/l1/intake",
                        Map.of(
                                "problem_statement",
                                "vpn says connected but she can't open the shared drive",
                                "customer_name",
                                "Contoso Dental"));
        assertThat(intake.text("/outcome")).as(intake.text()).isEqualTo("matched");
        return intake.text("/session_id");
    }

    /** Escalates a walk; answers the hand-off's id. */
    public static String escalate(Person l1, String walk) {
        Answer escalated =
                l1.post(
                        "/api/v1/l1/sessions/" + walk + "/escalate",
                        Map.of(
                                "reason_category",
                                "needs_permissions",
                                "reason",
                                "Share permissions need an engineer."));
        assertThat(escalated.status()).as(escalated.text()).isEqualTo(200);
        return escalated.text("/escalation/handoff_id");
    }

    /** The hand-off that an escalated walk became. */
    public static String handoffOf(Person l1, String walk) {
        return l1.get("/api/v1/l1/sessions/" + walk).text("/escalation/handoff_id");
    }

    /** The walk that a page is about. */
    public static String idIn(String address) {
        return address.replaceAll(".*/l1/walk/([0-9a-f-]+).*", "$1");
    }
}
