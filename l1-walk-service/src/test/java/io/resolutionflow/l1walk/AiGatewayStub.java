package io.resolutionflow.l1walk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.resolutionflow.l1walk.matching.MiniLm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The AI gateway of a test: real vectors of the real embedding model, everything else as the test
 * says.
 */
public final class AiGatewayStub {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of the embedding model; stays through {@link #reset()}, as the vectors do. */
    private static volatile String modelVersion = "test";

    private final WireMockServer server =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().extensions(new Embedding()));

    public AiGatewayStub() {
        server.start();
        reset();
    }

    /** Embeddings work, AI is on, classification fails (so that the rules decide). */
    public void reset() {
        server.resetAll();
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/embeddings"))
                        .willReturn(aResponse().withTransformers("embedding")));
        server.stubFor(
                get(urlEqualTo("/internal/v1/ai/route?task=embed"))
                        .willReturn(aResponse().withTransformers("embedding")));
        aiEnabled(true);
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/completions"))
                        .willReturn(problem(502, "ai_provider_error")));
    }

    /** From now on vectors are of this version of the model. */
    public void modelVersion(String version) {
        modelVersion = version;
    }

    public void aiEnabled(boolean enabled) {
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/quota/check"))
                        .willReturn(
                                okJson(
                                        JSON.writeValueAsString(
                                                Map.of(
                                                        "allowed",
                                                        true,
                                                        "ai_enabled",
                                                        enabled,
                                                        "offline_available",
                                                        true,
                                                        "would_be_offline",
                                                        false,
                                                        "quota",
                                                        Map.of())))));
    }

    public void embeddingsAway() {
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/embeddings"))
                        .willReturn(problem(503, "ai_unavailable")));
    }

    /** Every completion answers with this structure. */
    public void completes(Map<String, ?> structured) {
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/completions"))
                        .willReturn(okJson(completion(structured, false))));
    }

    /** What is asked for without a model is answered with this structure. */
    public void completesWithoutAModel(Map<String, ?> structured) {
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/completions"))
                        .withRequestBody(matchingJsonPath("$.offline", equalTo("only")))
                        .willReturn(okJson(completion(structured, true))));
    }

    private static String completion(Map<String, ?> structured, boolean offline) {
        var body =
                JSON.createObjectNode()
                        .put("request_id", "0199c1d2-7a10-7c3e-9f00-1d2a6b7c8d90")
                        .put("task", "t")
                        .put("tier", "standard")
                        .put("replayed", false)
                        .put("attempts", 1)
                        .put("latency_ms", 5)
                        .put("content", "")
                        .put("provider", "sim")
                        .put("model", "sim-1")
                        .put("provider_label", "Simulator")
                        .put("is_language_model", !offline)
                        .put("offline", offline)
                        .put("usage_quality", "reported")
                        .put("finish_reason", "stop")
                        .put("max_output_tokens", 700);
        body.set("structured", JSON.valueToTree(structured));
        return body.toString();
    }

    public void completionsFail(int status, String code) {
        server.stubFor(
                post(urlEqualTo("/internal/v1/ai/completions")).willReturn(problem(status, code)));
    }

    /** The session's learning bundle, as session-service would give it. */
    public void bundle(java.util.UUID session, Map<String, ?> bundle) {
        server.stubFor(
                get(com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo(
                                "/sessions/internal/v1/ai-sessions/" + session + "/bundle"))
                        .willReturn(okJson(JSON.writeValueAsString(bundle))));
    }

    public WireMockServer server() {
        return server;
    }

    public String url() {
        return server.baseUrl();
    }

    static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder problem(
            int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody(
                        "{\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"no\"}");
    }

    private static final class Embedding implements ResponseTransformerV2 {

        @Override
        public Response transform(Response response, ServeEvent event) {
            String body =
                    event.getRequest().getMethod().equals(RequestMethod.GET)
                            ? route()
                            : vectors(JSON.readTree(event.getRequest().getBodyAsString()));
            return Response.Builder.like(response)
                    .but()
                    .status(200)
                    .headers(
                            new com.github.tomakehurst.wiremock.http.HttpHeaders(
                                    com.github.tomakehurst.wiremock.http.HttpHeader.httpHeader(
                                            "Content-Type", "application/json")))
                    .body(body)
                    .build();
        }

        private static String route() {
            return "{\"provider\":\"local\",\"model\":\"%s\",\"model_version\":\"%s\"}"
                    .formatted(MiniLm.MODEL, modelVersion);
        }

        private static String vectors(JsonNode request) {
            List<String> vectors =
                    request.get("texts")
                            .valueStream()
                            .map(text -> Arrays.toString(MiniLm.embed(text.asString())))
                            .toList();
            return "{\"model\":\"%s\",\"model_version\":\"%s\",\"dims\":384,\"vectors\":[%s],"
                            .formatted(MiniLm.MODEL, modelVersion, String.join(",", vectors))
                    + "\"usage\":null,\"usage_quality\":\"counted\",\"cost_micros\":0,\"provider\":\"local\",\"cached\":false}";
        }

        @Override
        public String getName() {
            return "embedding";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }
}
