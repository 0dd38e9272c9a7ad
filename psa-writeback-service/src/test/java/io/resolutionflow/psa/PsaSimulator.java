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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One simulated provider, through the admin port: every test has a ticket of its own, so faults and
 * notes never meet.
 */
public record PsaSimulator(String provider, String urlVariable) {

    public static final PsaSimulator CONNECTWISE =
            new PsaSimulator("connectwise", "RF_TEST_PSA_SIMULATOR_URL");
    public static final PsaSimulator AUTOTASK =
            new PsaSimulator("autotask", "RF_TEST_AUTOTASK_SIMULATOR_URL");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public URI url() {
        return URI.create(required(urlVariable));
    }

    public String newTicket(String summary, int board, int status) {
        JsonNode made =
                call(
                        "POST",
                        "tickets",
                        "{\"provider\": \"%s\", \"summary\": \"%s\", \"board_id\": %d, \"status_id\": %d}"
                                .formatted(provider, summary, board, status));
        return made.path("tickets").path(0).path("ticket_id").asString();
    }

    /**
     * Switches a fault on for one ticket.
     *
     * @param operation {@code note}, {@code status}, {@code read} or {@code any}
     */
    public void fault(String ticket, String mode, String operation, String args, int times) {
        call(
                "POST",
                "modes",
                """
                {"provider": "%s", "mode": "%s", "args": %s, "match": {"operation": "%s", "ticket_id": "%s"}, "times": %d}
                """
                        .formatted(provider, mode, args, operation, ticket, times));
    }

    public void faultsOff(String ticket, String mode, String operation) {
        call(
                "DELETE",
                "modes",
                """
                {"provider": "%s", "mode": "%s", "match": {"operation": "%s", "ticket_id": "%s"}}
                """
                        .formatted(provider, mode, operation, ticket));
    }

    /** What is really stored. */
    public List<JsonNode> notes(String ticket) {
        return ledger(ticket).path("notes").valueStream().toList();
    }

    public String status(String ticket) {
        return ledger(ticket).path("status").path("id").asString("");
    }

    private JsonNode ledger(String ticket) {
        return call("GET", "ledger?provider=" + provider + "&ticket_id=" + ticket, null);
    }

    /** Requests the simulator saw for the ticket, of one operation. */
    public int requests(String ticket, String operation) {
        return call(
                        "GET",
                        "journal?provider="
                                + provider
                                + "&operation="
                                + operation
                                + "&ticket_id="
                                + ticket,
                        null)
                .size();
    }

    private static JsonNode call(String method, String path, @Nullable String body) {
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
