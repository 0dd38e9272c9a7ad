package io.resolutionflow.stack.simulator.http;

import java.io.IOException;
import java.util.Map;

/**
 * Our own small HTTP services (admin port, sinks): routes to replies, a refused request is a 422
 * with a sentence.
 */
public final class JsonApi implements RequestHandler {

    /** Answers one request. */
    @FunctionalInterface
    public interface Call {
        /**
         * @throws IllegalArgumentException becomes 422 with its message
         */
        Reply answer(Request request);
    }

    private final Routes<Call> routes;

    public JsonApi(Routes<Call> routes) {
        this.routes = routes;
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException {
        answer.send(reply(request));
    }

    private Reply reply(Request request) {
        var found = routes.find(request.method(), request.path());
        if (found.isEmpty()) {
            return problem(routes.knows(request.path()) ? 405 : 404, "There is no such call here.");
        }
        try {
            return found.get().target().answer(request);
        } catch (IllegalArgumentException e) {
            return problem(422, String.valueOf(e.getMessage()));
        }
    }

    private static Reply problem(int status, String detail) {
        return Reply.own(status, Map.of("status", status, "detail", detail));
    }
}
