package io.resolutionflow.psa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ConnectWise simulator's admin port: every test has a ticket of its own, so faults and notes
 * never meet.
 */
final class Simulator {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Simulator() {}

    static URI url() {
        return URI.create(required("RF_TEST_PSA_SIMULATOR_URL"));
    }

    /** A new ticket on board 1 in status 12, In Progress. */
    static String newTicket() {
        return newTicket(1, 12);
    }

    static String newTicket(int board, int status) {
        JsonNode made =
                call(
                        "POST",
                        "tickets",
                        "{\"provider\": \"connectwise\", \"summary\": \"Test ticket\", \"board_id\": %d, \"status_id\": %d}"
                                .formatted(board, status));
        return made.path("tickets").path(0).path("ticket_id").asString();
    }

    /**
     * Switches a fault on for one ticket. @param operation {@code note}, {@code status}, {@code
     * read} or {@code any}
     */
    static void fault(String ticket, String mode, String operation, String args, int times) {
        call(
                "POST",
                "modes",
                """
                {"provider": "connectwise", "mode": "%s", "args": %s, "match": {"operation": "%s", "ticket_id": "%s"}, "times": %d}
                """
                        .formatted(mode, args, operation, ticket, times));
    }

    static void faultsOff(String ticket, String mode, String operation) {
        call(
                "DELETE",
                "modes",
                """
                {"provider": "connectwise", "mode": "%s", "match": {"operation": "%s", "ticket_id": "%s"}}
                """
                        .formatted(mode, operation, ticket));
    }

    /** What is really stored. */
    static List<JsonNode> notes(String ticket) {
        return call("GET", "ledger?provider=connectwise&ticket_id=" + ticket, null)
                .path("notes")
                .valueStream()
                .toList();
    }

    static String status(String ticket) {
        return call("GET", "ledger?provider=connectwise&ticket_id=" + ticket, null)
                .path("status")
                .path("id")
                .asString("");
    }

    /** Requests the simulator saw for the ticket, of one operation. */
    static int requests(String ticket, String operation) {
        return call(
                        "GET",
                        "journal?provider=connectwise&operation="
                                + operation
                                + "&ticket_id="
                                + ticket,
                        null)
                .size();
    }

    private static JsonNode call(
            String method, String path, @org.jspecify.annotations.Nullable String body) {
        try {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            required("RF_TEST_PSA_SIMULATOR_ADMIN_URL")
                                                    + "/__sim/"
                                                    + path))
                            .method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json")
                            .build();
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String required(String name) {
        return Objects.requireNonNull(
                System.getenv(name), name + " is not set; start the parts with ./rf test");
    }
}
