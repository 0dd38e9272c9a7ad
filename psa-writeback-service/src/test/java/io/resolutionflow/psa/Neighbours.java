package io.resolutionflow.psa;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The services around this one, answering as their contracts say; a test overrides what it is
 * about.
 */
final class Neighbours {

    static final SessionStub SESSIONS = new SessionStub();
    static final WireMockServer SERVER =
            new WireMockServer(
                    WireMockConfiguration.options()
                            .dynamicPort()
                            .extensions(SESSIONS)
                            .containerThreads(60));

    static final String COMPLETIONS = "/internal/v1/ai/completions";

    static {
        SERVER.start();
    }

    private static @Nullable Class<?> unchangedFor;

    private Neighbours() {}

    static String url() {
        return SERVER.baseUrl();
    }

    /** As usual before each test, or once before all of a class whose tests change nothing. */
    static synchronized void usualFor(RunningService test) {
        if (test.changesNeighbours() || !test.getClass().equals(unchangedFor)) {
            usual();
        }
        unchangedFor = test.changesNeighbours() ? null : test.getClass();
    }

    static void usual() {
        SERVER.resetAll();
        SERVER.stubFor(
                any(urlPathMatching("/internal/v1/ai-sessions/.*"))
                        .willReturn(WireMock.aResponse().withTransformers(SessionStub.NAME)));
        SERVER.stubFor(
                get(urlPathMatching("/internal/v1/members/.*"))
                        .willReturn(okJson("{\"can_claim\": true}")));
        SERVER.stubFor(
                post(urlPathEqualTo(COMPLETIONS))
                        .willReturn(
                                okJson(
                                        completion(
                                                "## Problem\\nThe drive does not open.", false))));
    }

    static String completion(String content, boolean offline) {
        return """
        {"request_id": "0199c1e0-7a10-7c3e-9f00-1d2a6b7c8d90", "task": "resolution_note", "tier": "standard", "replayed": false,
         "attempts": 1, "latency_ms": 5, "content": "%s", "structured": null, "provider": "stub", "model": "stub-1",
         "provider_label": "Stub", "is_language_model": true, "offline": %s, "offline_reason": null, "usage": null,
         "usage_quality": "counted", "cost_micros": null, "price_version": null, "finish_reason": "stop", "max_output_tokens": 1800}
        """
                .formatted(content, offline);
    }
}
