package io.resolutionflow.e2e.client;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** An HTTP answer. */
public record Answer(int status, String text, HttpHeaders headers) {

    /** The body as JSON; a missing node when it is empty or no JSON. */
    public JsonNode json() {
        return text.startsWith("{") || text.startsWith("[") ? Json.read(text) : Json.read("");
    }

    /** Text of a member; empty when absent. */
    public String text(String pointer) {
        return json().at(pointer).asString("");
    }

    public String code() {
        return text("/code");
    }

    public boolean is(int expected) {
        return status == expected;
    }

    /** The body with the trace id taken out: what foreign and absent must have in common. */
    public String withoutTrace() {
        return status + " " + text.replaceAll("\"trace_id\":\"[^\"]*\"", "");
    }
}
