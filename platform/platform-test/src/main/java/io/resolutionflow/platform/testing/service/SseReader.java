package io.resolutionflow.platform.testing.service;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a stream: collects what arrives until it is closed or the server ends. */
public final class SseReader implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param id last id seen, empty before the first
     */
    public record Event(String id, String name, JsonNode data) {}

    private final HttpResponse<java.io.InputStream> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private SseReader(HttpResponse<java.io.InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream and waits for its first event, or for its end when it had none. */
    public static SseReader open(HttpRequest request) {
        var reader = new SseReader(ServiceClient.send(request, BodyHandlers.ofInputStream()));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !reader.events.isEmpty() || reader.ended);
        return reader;
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, name, JSON.readTree(line.substring(6))));
                }
            }
        } catch (IOException closed) {
            // the test closed it
        } finally {
            ended = true;
        }
    }

    public HttpResponse<?> response() {
        return response;
    }

    public List<Event> events() {
        return events;
    }

    public List<Event> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    public List<String> comments() {
        return comments;
    }

    public boolean ended() {
        return ended;
    }

    public String lastId() {
        return events.getLast().id();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
