package io.resolutionflow.session;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services around this one, answering as their contracts say; a test overrides what it is
 * about.
 */
final class Neighbours {

    static final WireMockServer SERVER =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().extensions(new WordVectors()));
    static final UUID CONNECTION = UUID.fromString("0199c1c0-0000-7000-8000-00000000c001");
    static final String COMPLETIONS = "/internal/v1/ai/completions";
    static final String EMBEDDINGS = "/internal/v1/ai/embeddings";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static {
        SERVER.start();
    }

    private Neighbours() {}

    static String url() {
        return SERVER.baseUrl();
    }

    /**
     * The model answers, ticket 1042 exists, no flow matches, the L1 desk and the directory know
     * nothing.
     */
    static void usual() {
        SERVER.resetAll();
        model(says("Let us see whether this is one PC or the mailbox."));
        embeddings("1");
        SERVER.stubFor(
                post(urlPathEqualTo("/internal/v1/psa/ticket-links/validate"))
                        .atPriority(9)
                        .willReturn(
                                okJson(
                                        """
                                        {"connection_id": "%s", "ticket": {"ticket_id": "1042", "summary": "VPN", "company_name": "Initrode"}}
                                        """
                                                .formatted(CONNECTION))));
        SERVER.stubFor(
                post(urlPathEqualTo("/internal/v1/flows/match"))
                        .atPriority(9)
                        .willReturn(
                                okJson(
                                        "{\"candidates\": [], \"p_flow\": 0.0, \"mode\": \"hybrid\"}")));
        SERVER.stubFor(
                get(urlPathMatching("/internal/v1/.*"))
                        .atPriority(10)
                        .willReturn(problem(404, "not_found", "Nothing here.")));
    }

    /** Vectors by words, of this version of the model. */
    static void embeddings(String version) {
        SERVER.stubFor(
                post(urlPathEqualTo(EMBEDDINGS))
                        .atPriority(9)
                        .willReturn(
                                aResponse()
                                        .withTransformers(WordVectors.NAME)
                                        .withTransformerParameter("version", version)));
    }

    /**
     * The model streams these pieces, slowly.
     *
     * @param end the last event with its data
     */
    static void streams(List<String> pieces, String end, int milliseconds) {
        var body = new StringBuilder("retry: 3000\n\n");
        body.append("event: start\nid: x:0\ndata: {\"offline\": false}\n\n");
        int n = 0;
        for (String piece : pieces) {
            body.append("event: delta\nid: x:").append(++n).append("\ndata: ");
            body.append(JSON.writeValueAsString(java.util.Map.of("text", piece))).append("\n\n");
        }
        body.append(end).append("\n\n");
        SERVER.stubFor(
                post(urlPathEqualTo(COMPLETIONS))
                        .withHeader("Accept", WireMock.containing("text/event-stream"))
                        .atPriority(2)
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Type", "text/event-stream")
                                        .withBody(body.toString())
                                        .withChunkedDribbleDelay(pieces.size() + 2, milliseconds)));
    }

    /** An answer of the chat schema with only a content. */
    static String says(String content) {
        return says(content, "");
    }

    /**
     * @param members further members as JSON, each followed by a comma, e.g. {@code "title":"x",}
     */
    static String says(String content, String members) {
        return "{" + members + "\"content\":" + JSON.writeValueAsString(content) + "}";
    }

    /** The model answers with this text. */
    static void model(String text) {
        SERVER.stubFor(completion(text).atPriority(5));
    }

    static MappingBuilder posted(String path) {
        return post(urlPathEqualTo(path));
    }

    static MappingBuilder completion(String text) {
        return post(urlPathEqualTo(COMPLETIONS)).willReturn(completed(text, false));
    }

    static ResponseDefinitionBuilder completed(String text, boolean offline) {
        JsonNode structured = object(text);
        return okJson(
                """
                {"request_id": "%s", "task": "chat_message", "tier": "standard", "replayed": false, "attempts": 1, "latency_ms": 5, "content": %s,
                 "structured": %s, "provider": "test", "model": "test", "provider_label": "Test", "is_language_model": %s, "offline": %s,
                 "offline_reason": null, "usage": null, "usage_quality": "unknown", "cost_micros": null, "price_version": null,
                 "finish_reason": "stop", "max_output_tokens": 3000}
                """
                        .formatted(
                                UUID.randomUUID(),
                                JSON.writeValueAsString(text),
                                structured,
                                !offline,
                                offline));
    }

    private static JsonNode object(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            return read.isObject() ? read : JSON.nullNode();
        } catch (tools.jackson.core.JacksonException e) {
            return JSON.nullNode();
        }
    }

    static void modelRefuses(int status, String code, String members) {
        SERVER.stubFor(
                post(urlPathEqualTo(COMPLETIONS))
                        .atPriority(4)
                        .willReturn(problem(status, code, "No.", members)));
    }

    static ResponseDefinitionBuilder problem(int status, String code, String detail) {
        return problem(status, code, detail, "");
    }

    static ResponseDefinitionBuilder problem(
            int status, String code, String detail, String members) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody(
                        "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"%s}"
                                .formatted(status, code, detail, members));
    }

    /**
     * Bodies of the calls for an answer about this session so far; jobs of other tests' sessions
     * ask too.
     */
    static List<JsonNode> asked(UUID session) {
        return SERVER.findAll(WireMock.postRequestedFor(urlPathEqualTo(COMPLETIONS))).stream()
                .map(request -> JSON.readTree(request.getBodyAsString()))
                .filter(body ->
                        body.path("reference").path("id").asString("").equals(session.toString()))
                .toList();
    }
}
