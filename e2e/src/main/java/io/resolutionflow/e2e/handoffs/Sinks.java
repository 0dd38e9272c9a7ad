package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The stack's mail and webhook sinks, and what handoff-service says it sent there. */
final class Sinks {

    private static final Set<String> OPEN = Set.of("pending", "sending");

    /**
     * One message as handoff-service has it.
     *
     * @param channel {@code email}, {@code webhook} or {@code slack}
     */
    record Told(UUID id, String handoff, String channel, String state) {

        boolean sent() {
            return state.equals("sent");
        }

        boolean open() {
            return OPEN.contains(state);
        }

        /** Whether the receiver can see by an id that it has this one already. */
        boolean hasId() {
            return !channel.equals("slack");
        }
    }

    private final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    Sinks(Stack stack) {
        this.stack = stack;
    }

    /** The mail server's port is closed, the receivers answer 503. */
    void down() {
        mail("PUT", "/__sink/down", null);
        webhook("PUT", "/__sink/answer", "{\"status\": 503}");
    }

    void up() {
        mail("DELETE", "/__sink/down", null);
        webhook("DELETE", "/__sink/answer", null);
    }

    /** For who has no ten minutes: messages that wait longer are due in so many minutes. */
    void waitAtMost(int minutes) throws SQLException {
        try (var database = stack.database();
                var update =
                        database.prepareStatement(
                                """
                                update handoff.notification_delivery set next_attempt_at = least(next_attempt_at, now() + make_interval(mins => ?))
                                 where state = 'pending'
                                """)) {
            update.setInt(1, minutes);
            update.executeUpdate();
        }
    }

    static boolean isWhole(List<Told> ofOneHandoff) {
        var counts =
                ofOneHandoff.stream()
                        .collect(Collectors.groupingBy(Told::channel, Collectors.counting()));
        return counts.getOrDefault("webhook", 0L) == 1
                && counts.getOrDefault("slack", 0L) == 1
                && counts.getOrDefault("email", 0L) > 0;
    }

    List<Told> told(Collection<String> handoffs) throws SQLException {
        var told = new ArrayList<Told>();
        try (var database = stack.database();
                var query =
                        database.prepareStatement(
                                """
                                select d.id, d.subject_id::text, coalesce(c.type, 'email'), d.state
                                  from handoff.notification_delivery d
                                  left join handoff.notification_channel c on c.account_id = d.account_id and c.id = d.channel_id
                                 where d.subject_id = any (?::uuid[]) and (c.id is null or c.name like 'sinks %')
                                """)) {
            query.setArray(1, database.createArrayOf("text", handoffs.toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    told.add(
                            new Told(
                                    rows.getObject(1, UUID.class),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4)));
                }
            }
        }
        return told;
    }

    /** How often each delivery arrived, by the id it came with. */
    Map<UUID, Integer> arrived() {
        var arrived = new HashMap<UUID, Integer>();
        for (JsonNode mail : mail("GET", "/", null)) {
            count(
                    arrived,
                    mail.path("headers")
                            .path("Message-ID")
                            .asString("")
                            .replaceAll("^<|@resolutionflow>$", ""));
        }
        for (JsonNode delivery : webhook("GET", "/", null)) {
            count(arrived, delivery.path("headers").path("webhook-id").asString(""));
        }
        return arrived;
    }

    private static void count(Map<UUID, Integer> arrived, String id) {
        if (id.length() == 36) {
            arrived.merge(UUID.fromString(id), 1, Integer::sum);
        }
    }

    List<String> slackTexts(String run) {
        var texts = new ArrayList<String>();
        for (JsonNode delivery : webhook("GET", "/", null)) {
            if (delivery.path("path").asString("").equals("/slack/" + run)) {
                texts.add(Json.read(delivery.path("body").asString("")).path("text").asString(""));
            }
        }
        return texts;
    }

    private JsonNode mail(String method, String path, @Nullable String body) {
        return call("RF_TEST_MAIL_URL", method, path, body);
    }

    private JsonNode webhook(String method, String path, @Nullable String body) {
        return call("RF_TEST_WEBHOOK_URL", method, path, body);
    }

    private JsonNode call(String sink, String method, String path, @Nullable String body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request =
                HttpRequest.newBuilder(URI.create(stack.variable(sink) + path))
                        .method(method, publisher)
                        .build();
        try {
            return Json.read(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
