package io.resolutionflow.psa;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer as a client sees it. */
record Answer(int status, String body, java.net.http.HttpHeaders headers) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response.headers());
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body with the one member that differs between two equal problems taken out. */
    String withoutTrace() {
        return body.replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
    }
}
