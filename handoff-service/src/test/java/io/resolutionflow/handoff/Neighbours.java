package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.util.UUID;

/**
 * The services around this one, answering as their contracts say; a test overrides what it is
 * about.
 */
final class Neighbours {

    static final WireMockServer SERVER =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().globalTemplating(true));

    private static final String SESSIONS = "/internal/v1/ai-sessions/";
    private static final String WALKS = "/internal/v1/l1/sessions/";

    static {
        SERVER.start();
        usual();
    }

    private Neighbours() {}

    static String url() {
        return SERVER.baseUrl();
    }

    /** Everything applies, nothing is found, the registry of people is away. */
    static void usual() {
        SERVER.resetAll();
        SERVER.stubFor(
                put(urlPathMatching(SESSIONS + ".*/handoffs/.*/(claim|release|cancel|reassign)"))
                        .atPriority(9)
                        .willReturn(
                                okJson(
                                        """
                                        {"session_status": "active", "handler_id": null, "previous_status": null, "state_version": 2, "applied": true}
                                        """)));
        SERVER.stubFor(
                put(urlPathMatching(SESSIONS + ".*/from-handoff/.*"))
                        .atPriority(9)
                        .willReturn(
                                okJson(
                                        """
                                        {"session_id": "{{request.pathSegments.[3]}}", "session_status": "active", "state_version": 1, "replayed": false}
                                        """)));
        SERVER.stubFor(
                put(urlPathMatching(WALKS + ".*"))
                        .atPriority(9)
                        .willReturn(
                                okJson(
                                        "{\"session_status\": \"escalated\", \"handler_id\": null}")));
        SERVER.stubFor(
                get(urlPathMatching(SESSIONS + ".*"))
                        .atPriority(9)
                        .willReturn(problem(404, "not_found", "")));
        SERVER.stubFor(
                get(urlPathMatching(WALKS + ".*"))
                        .atPriority(9)
                        .willReturn(problem(404, "not_found", "")));
        SERVER.stubFor(
                any(urlPathMatching("/admin/.*"))
                        .atPriority(9)
                        .willReturn(aResponse().withStatus(503)));
        SERVER.stubFor(
                post(urlPathEqualTo("/internal/v1/ai/completions"))
                        .atPriority(9)
                        .willReturn(problem(503, "ai_unavailable", "")));
    }

    /** The registry answers that there is nobody besides those who showed a token. */
    static void nobodyElse() {
        SERVER.stubFor(
                get(urlPathEqualTo("/admin/realms/test/users"))
                        .atPriority(5)
                        .willReturn(okJson("[]")));
    }

    static ResponseDefinitionBuilder problem(int status, String code, String members) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody(
                        "{\"type\": \"about:blank\", \"status\": "
                                + status
                                + ", \"detail\": \"No.\", \"code\": \""
                                + code
                                + "\""
                                + (members.isEmpty() ? "" : ", " + members)
                                + "}");
    }

    /** session-service hands this session on for this person. */
    static void sessionOf(TestPerson handler, UUID session, long seq) {
        SERVER.stubFor(
                put(urlPathMatching(SESSIONS + session + "/handoffs/[^/]+"))
                        .atPriority(5)
                        .willReturn(
                                okJson(
                                        """
                                        {"handoff_id": "{{request.pathSegments.[5]}}", "session_id": "%s", "session_status": "requesting_escalation",
                                         "previous_status": "active", "replaces_handoff_id": null, "handed_off_by": "%s", "handed_off_by_name": "%s",
                                         "team_id": null, "aggregate_seq": %d, "created_at": "{{now}}", "state_version": 5, "replayed": false,
                                         "snapshot": %s}
                                        """
                                                .formatted(
                                                        session,
                                                        handler.userId(),
                                                        handler.name(),
                                                        seq,
                                                        Events.SESSION_SNAPSHOT))));
    }
}
