package io.resolutionflow.e2e.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A reader of server-sent events that keeps every event with the moment it arrived. */
public final class LiveStream implements AutoCloseable {

    /** One event as it came. */
    public record Event(String id, String name, JsonNode data, Instant receivedAt) {}

    private final InputStream body;
    private final BufferedReader lines;
    private final BlockingQueue<Event> arrived = new LinkedBlockingQueue<>();
    private final List<Event> all = new ArrayList<>();
    private volatile boolean ended;

    private LiveStream(InputStream body) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static LiveStream open(Gateway gateway, String token, @Nullable String lastEventId) {
        var request =
                HttpRequest.newBuilder(
                                gateway.address().resolve("/api/v1/ai-sessions/escalations/stream"))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var response = gateway.http().send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
                throw new IllegalStateException(
                        "stream refused: " + response.statusCode() + " " + body);
            }
            var stream = new LiveStream(response.body());
            Thread.ofVirtual().name("live-stream").start(stream::read);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for an event that fits; empty when none came in time. */
    public Optional<Event> await(Duration timeout, Predicate<Event> fits) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toNanos(); left > 0; left = end - System.nanoTime()) {
                Event next = arrived.poll(left, TimeUnit.NANOSECONDS);
                if (next != null && fits.test(next)) {
                    return Optional.of(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Everything that has arrived so far, in order. */
    public List<Event> seen() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    private void read() {
        String id = "";
        String name = "message";
        var data = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    keep(new Event(id, name, Json.read(data.toString()), Instant.now()));
                    name = "message";
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            keep(new Event(id, "closed", Json.read(""), Instant.now()));
        } finally {
            ended = true;
        }
    }

    /** Whether nothing more will come: the server ended it, or the connection broke. */
    public boolean hasEnded() {
        return ended;
    }

    private void keep(Event event) {
        synchronized (all) {
            all.add(event);
        }
        arrived.add(event);
    }

    @Override
    public void close() {
        try {
            // the reader's own close would wait for the line that is being read
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
