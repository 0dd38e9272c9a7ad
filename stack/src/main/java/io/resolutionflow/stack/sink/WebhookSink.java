package io.resolutionflow.stack.sink;

import io.resolutionflow.stack.simulator.http.Answer;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes any POST on any path, headers included. GET lists what was taken, DELETE forgets it. {@code
 * PUT /__sink/answer} with {@code {"status": 503, "retry_after": 5}} makes it refuse instead, until
 * {@code DELETE /__sink/answer}.
 */
public final class WebhookSink implements RequestHandler {

    private static final String ANSWER = "/__sink/answer";

    /** One delivery. */
    record Delivery(
            int n,
            Instant at,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String body) {}

    private final Clock clock;
    private final List<Delivery> deliveries = new ArrayList<>();
    private @Nullable Reply refusal;

    public WebhookSink(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException {
        answer.send(request.path().equals(ANSWER) ? change(request) : take(request));
    }

    private Reply take(Request request) {
        return switch (request.method()) {
            case "POST", "PUT" -> receive(request);
            case "GET" -> Reply.own(200, list());
            case "DELETE" -> empty();
            default -> Reply.empty(405);
        };
    }

    private synchronized Reply change(Request request) {
        if (request.method().equals("PUT")) {
            var wanted = Json.OWN.read(request.body()).orElseThrow();
            var reply = Reply.empty(wanted.path("status").asInt(503));
            refusal =
                    wanted.has("retry_after")
                            ? reply.with("Retry-After", wanted.path("retry_after").asString(""))
                            : reply;
        } else {
            refusal = null;
        }
        return Reply.empty(204);
    }

    private synchronized Reply receive(Request request) {
        if (refusal != null) {
            return refusal;
        }
        var headers = new TreeMap<String, String>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        deliveries.add(
                new Delivery(
                        deliveries.size() + 1,
                        clock.instant(),
                        request.path(),
                        request.queryParameters(),
                        headers,
                        request.text()));
        return Reply.empty(204);
    }

    private synchronized List<Delivery> list() {
        return List.copyOf(deliveries);
    }

    private synchronized Reply empty() {
        deliveries.clear();
        return Reply.empty(204);
    }
}
