package io.resolutionflow.stack.sink;

import io.resolutionflow.stack.simulator.http.Answer;
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

/** Takes any POST on any path, headers included. GET lists what came, DELETE forgets it. */
public final class WebhookSink implements RequestHandler {

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

    public WebhookSink(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException {
        answer.send(
                switch (request.method()) {
                    case "POST", "PUT" -> receive(request);
                    case "GET" -> Reply.own(200, list());
                    case "DELETE" -> empty();
                    default -> Reply.empty(405);
                });
    }

    private synchronized Reply receive(Request request) {
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
