package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One simulator, by the admin port: tickets, faults, and the ledger. */
public final class HostileDesk {

    private static final int BATCH = 500;

    private final URI admin;
    private final Vendor vendor;
    private final HttpClient http = HttpClient.newHttpClient();

    /** ConnectWise's. */
    public HostileDesk(String admin) {
        this(admin, Vendor.CONNECTWISE);
    }

    HostileDesk(String admin, Vendor vendor) {
        this.admin = URI.create(admin);
        this.vendor = vendor;
    }

    /** New tickets, In Progress. */
    public List<String> tickets(int count) {
        var ids = new ArrayList<String>();
        while (ids.size() < count) {
            var batch = new ArrayList<Map<String, Object>>();
            for (int n = ids.size(); n < count && batch.size() < BATCH; n++) {
                batch.add(
                        Map.of(
                                "summary",
                                "Chaos " + n,
                                "board_id",
                                vendor.board(),
                                "status_id",
                                vendor.open()));
            }
            JsonNode made =
                    call(
                            "POST",
                            "tickets",
                            Map.of("provider", vendor.wireName(), "tickets", batch));
            made.path("tickets").forEach(ticket -> ids.add(ticket.path("ticket_id").asString()));
        }
        return ids;
    }

    void trouble(String ticket, Trouble trouble) {
        mode(trouble, Map.of("operation", trouble.operation(), "ticket_id", ticket));
    }

    /** For whoever comes next, whatever ticket it is about. */
    void troubleAll(Trouble trouble) {
        mode(trouble, Map.of("operation", trouble.operation()));
    }

    /** Calls about this ticket are let in with another key than usual, and with that alone. */
    void keyOf(String ticket, String privateKey) {
        call(
                "POST",
                "modes",
                Map.of(
                        "provider",
                        vendor.wireName(),
                        "mode",
                        "auth_expired",
                        "args",
                        Map.of("private_key", privateKey),
                        "match",
                        Map.of("ticket_id", ticket)));
    }

    void keysAsUsual(String ticket) {
        call(
                "DELETE",
                "modes",
                Map.of(
                        "provider", vendor.wireName(),
                        "mode", "auth_expired",
                        "match", Map.of("ticket_id", ticket)));
    }

    private void mode(Trouble trouble, Map<String, Object> match) {
        call(
                "POST",
                "modes",
                Map.of(
                        "provider", vendor.wireName(),
                        "mode", trouble.mode(),
                        "args", trouble.arguments(),
                        "match", match,
                        "times", trouble.times()));
    }

    /** Its hourly count of requests begins anew. */
    void anotherHour() {
        call("POST", "thresholds", Map.of("used", 0));
    }

    /** Of both simulators. */
    void peace() {
        call("DELETE", "modes", null);
    }

    /** How many notes each ticket has, whatever a reader is shown; tickets without are absent. */
    public Map<String, Integer> notes() {
        var counts = new HashMap<String, Integer>();
        call("GET", "ledger?provider=" + vendor.wireName(), null)
                .path("notes")
                .forEach(note -> counts.merge(note.path("ticket_id").asString(), 1, Integer::sum));
        return counts;
    }

    private JsonNode call(String method, String path, @Nullable Object body) {
        var request =
                HttpRequest.newBuilder(URI.create(admin + "/__sim/" + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(Json.write(body)))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        path + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
