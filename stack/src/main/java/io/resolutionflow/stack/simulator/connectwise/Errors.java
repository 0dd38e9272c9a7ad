package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.http.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ConnectWise's way of saying no. */
final class Errors {

    private Errors() {}

    /** 400 with the reason inside, as for every object that cannot be saved. */
    static Reply invalidObject(String resource, String code, String message, String field) {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("code", code);
        inner.put("message", message);
        inner.put("resource", resource);
        inner.put("field", field);
        return reply(400, "InvalidObject", resource + " object is invalid", List.of(inner));
    }

    static Reply badRequest(String message) {
        return reply(400, "InvalidObject", message, List.of());
    }

    static Reply ticketNotFound(Object id) {
        return reply(404, "NotFound", "Ticket " + id + " not found", List.of());
    }

    static Reply notFound(String what) {
        return reply(404, "NotFound", what + " not found", List.of());
    }

    static Reply simple(int status, String code, String message) {
        return reply(status, code, message, List.of());
    }

    private static Reply reply(
            int status, String code, String message, List<Map<String, Object>> errors) {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", message);
        body.put("errors", new ArrayList<>(errors));
        return Reply.wire(status, body);
    }
}
