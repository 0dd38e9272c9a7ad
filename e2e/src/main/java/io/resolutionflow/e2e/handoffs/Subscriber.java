package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the live stream as the web app's is: comes back with its last id when the stream ends
 * or breaks, and keeps what it saw.
 */
final class Subscriber implements Runnable {

    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final String STREAM = "/api/v1/ai-sessions/escalations/stream";

    private final int account;
    private final Supplier<Person> person;
    private final HttpClient http;
    private final Map<Long, Arrival> arrivals = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable String lastId;
    private long last;
    private int connections;
    private volatile boolean ready;
    private volatile boolean stopped;
    private volatile @Nullable AutoCloseable open;

    /** A hand-off that was seen to arrive, and when. */
    record Arrival(String handoffId, Instant at) {}

    /**
     * @param account number of the crowd's account it belongs to
     * @param person asked anew for each connection
     */
    Subscriber(int account, Supplier<Person> person, HttpClient http) {
        this.account = account;
        this.person = person;
        this.http = http;
    }

    int account() {
        return account;
    }

    /** Whether the first event of its newest connection has come. */
    boolean isReady() {
        return ready;
    }

    synchronized int connections() {
        return connections;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** Arrivals of hand-offs by their number in the account's feed, in the order they came. */
    synchronized Map<Long, Arrival> arrivals() {
        return new LinkedHashMap<>(arrivals);
    }

    synchronized long last() {
        return last;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                connect();
            } catch (IOException | RuntimeException broken) {
                // comes back with its last id
            } catch (InterruptedException e) {
                return;
            }
            ready = false;
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    void stop() {
        stopped = true;
        AutoCloseable stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (Exception e) {
                // it is over either way
            }
        }
    }

    private void connect() throws IOException, InterruptedException {
        Person who = person.get();
        var request =
                HttpRequest.newBuilder(who.gateway().address().resolve(STREAM))
                        .header("Authorization", "Bearer " + who.token())
                        .header("Accept", "text/event-stream");
        String from = lastId;
        if (from != null) {
            request.header("Last-Event-ID", from);
        }
        var response = http.send(request.build(), BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            open = body;
            if (response.statusCode() == 200) {
                synchronized (this) {
                    connections++;
                }
                read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
            }
        }
    }

    private void read(BufferedReader lines) throws IOException {
        String id = "";
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                event(id, name, line);
                id = "";
                name = "";
            }
        }
    }

    private synchronized void event(String id, String name, String data) {
        if (!data.contains(Crowd.account(account))) {
            faults.add("an event of another account: " + data);
        }
        if (!id.isEmpty()) {
            lastId = id;
        }
        switch (name) {
            case "ready" -> ready = true;
            case "resync" -> faults.add("resync " + data);
            case "end" -> {
                // the next connection goes on
            }
            default -> arrived(Long.parseLong(id), name, data);
        }
    }

    private void arrived(long seq, String name, String data) {
        Instant at = Instant.now();
        if (seq <= last) {
            faults.add(name + " " + seq + " came after " + last);
        }
        last = Math.max(last, seq);
        if (name.equals("handoff_created")) {
            String handoff =
                    Json.read(data.substring("data:".length()))
                            .at("/handoff/handoff_id")
                            .asString("");
            if (arrivals.put(seq, new Arrival(handoff, at)) != null) {
                faults.add(seq + " came twice");
            }
        }
    }
}
