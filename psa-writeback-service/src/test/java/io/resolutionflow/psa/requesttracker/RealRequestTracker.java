package io.resolutionflow.psa.requesttracker;

import io.resolutionflow.psa.connector.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Request Tracker 5, started by {@code stack/script/request-tracker.sh}. */
public final class RealRequestTracker implements Peer {

    /** Absent where it could not be installed: then its tests are skipped, visibly. */
    public static final String VARIABLE = "RT_BASE_URL";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public URI url() {
        return URI.create(variable(VARIABLE));
    }

    @Override
    public JsonNode config() {
        return JSON.createObjectNode();
    }

    @Override
    public Map<String, String> credentials() {
        return Map.of("token", variable("RT_TOKEN"));
    }

    /** Of a user who may read tickets and nothing else. */
    public Map<String, String> readersCredentials() {
        return Map.of("token", variable("RT_READER_TOKEN"));
    }

    @Override
    public Map<String, String> wrongCredentials() {
        return Map.of("token", "1-14-00000000000000000000000000000000");
    }

    @Override
    public String newTicket(String summary) {
        return newTicket(summary, board(), openStatus());
    }

    public String newTicket(String summary, String queue, String status) {
        String id =
                call(
                                "POST",
                                "/ticket",
                                JSON.createObjectNode()
                                        .put("Queue", queue)
                                        .put("Subject", summary)
                                        .put("Requestor", "customer@psa-test.local"))
                        .path("id")
                        .asString();
        if (!status.equals("new")) {
            call("PUT", "/ticket/" + id, JSON.createObjectNode().put("Status", status));
        }
        return id;
    }

    /** Moves one ticket into another: the old id answers with the new one from now on. */
    public void merge(String from, String into) {
        call(
                "PUT",
                "/ticket/" + from,
                JSON.createObjectNode().put("MergeInto", Integer.valueOf(into)));
    }

    public void setStatus(String ticket, String status) {
        call("PUT", "/ticket/" + ticket, JSON.createObjectNode().put("Status", status));
    }

    @Override
    public String board() {
        return variable("RT_QUEUE");
    }

    public String escalations() {
        return variable("RT_ESCALATIONS");
    }

    @Override
    public String openStatus() {
        return "open";
    }

    @Override
    public String otherStatus() {
        return "resolved";
    }

    @Override
    public String foreignStatus() {
        return "in_review";
    }

    @Override
    public List<Stored> notes(String ticket) {
        var stored = new ArrayList<Stored>();
        var history =
                call("GET", "/ticket/" + ticket + "/history?fields=Type,Data&per_page=100", null);
        for (JsonNode entry : history.path("items")) {
            String type = entry.path("Type").asString();
            if (type.equals("Comment") || type.equals("Correspond")) {
                stored.add(
                        new Stored(
                                entry.path("id").asString(),
                                text(ticket, entry.path("id").asString()),
                                type.equals("Comment"),
                                0));
            }
        }
        return stored;
    }

    private static String text(String ticket, String transaction) {
        var parts =
                call(
                        "GET",
                        "/ticket/"
                                + ticket
                                + "/attachments?fields=Content,TransactionId&per_page=100",
                        null);
        return parts.path("items")
                .valueStream()
                .filter(part -> part.path("TransactionId").asString().equals(transaction))
                .map(part -> part.path("Content").asString(""))
                .findFirst()
                .orElse("");
    }

    @Override
    public String status(String ticket) {
        return call("GET", "/ticket/" + ticket, null).path("Status").asString();
    }

    @Override
    public String notePath() {
        return "/ticket/";
    }

    private static JsonNode call(String method, String path, @Nullable JsonNode body) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(variable(VARIABLE) + "/REST/2.0" + path))
                            .method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(body.toString()))
                            .header("Authorization", "token " + variable("RT_TOKEN"))
                            .header("Content-Type", "application/json");
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        path + " " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
