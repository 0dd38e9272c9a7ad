package io.resolutionflow.platform.testing.service;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer as a client sees it. */
public record Answer(int status, String body, HttpHeaders headers) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response.headers());
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A member as text; empty when it is not there. */
    public String text(String field) {
        return json().path(field).asString("");
    }

    /** The stable code of a problem; empty when there is none. */
    public String code() {
        return text("code");
    }

    /** A member that has to be there and be an id. */
    public UUID id(String field) {
        return UUID.fromString(json().get(field).asString());
    }

    /** A header's first value; empty when it is not there. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body with the one member that differs between two equal problems taken out. */
    public String withoutTrace() {
        return body.replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
    }
}
