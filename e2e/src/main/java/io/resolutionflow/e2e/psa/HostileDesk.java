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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The ConnectWise simulator's admin port: tickets, faults for one ticket each, and the ledger. */
final class HostileDesk {

    /** What the ledger has of one ticket. */
    record Kept(int notes, String status) {}

    /** What happens to one ticket: its faults strike one request of their kind each. */
    record Trouble(String operation, String mode, Map<String, Object> arguments) {}

    private static final int BATCH = 500;

    private final URI admin;
    private final HttpClient http = HttpClient.newHttpClient();

    HostileDesk(String admin) {
        this.admin = URI.create(admin);
    }

    /** New tickets on board 1, In Progress. */
    List<String> tickets(int count) {
        var ids = new ArrayList<String>();
        while (ids.size() < count) {
            var batch = new ArrayList<Map<String, Object>>();
            for (int n = ids.size(); n < count && batch.size() < BATCH; n++) {
                batch.add(Map.of("summary", "Chaos " + n, "board_id", 1, "status_id", 12));
            }
            JsonNode made =
                    call("POST", "tickets", Map.of("provider", "connectwise", "tickets", batch));
            made.path("tickets").forEach(ticket -> ids.add(ticket.path("ticket_id").asString()));
        }
        return ids;
    }

    /** The whole menu, one dish for one ticket; three of ten tickets are left in peace. */
    static List<Trouble> menu(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0 -> List.of(note("drop_after_commit", Map.of()));
            case 1 -> List.of(note("hang_after_commit", Map.of("ms", 40_000)));
            case 2 -> List.of(note("error_after_commit", Map.of("code", 500)));
            case 3 -> List.of(note("error_after_commit", Map.of("code", 422)));
            case 4 -> List.of(note("error_after_commit", Map.of("code", 502)));
            case 5 -> List.of(note("garbage_body", Map.of()));
            case 6 -> List.of(note("slow_body", Map.of("ms", 30_000)));
            case 7 -> List.of(note("drop_before_commit", Map.of()));
            case 8 ->
                    List.of(
                            note("late_visible", Map.of("ms", 20_000)),
                            note("drop_after_commit", Map.of()));
            case 9 -> List.of(status("silent_reject_status", Map.of()));
            case 10 -> List.of(status("late_revert", Map.of("ms", 1_000)));
            case 11 -> List.of(status("foreign_change", Map.of("status_id", 18)));
            case 12 -> List.of(status("drop_after_commit", Map.of()));
            case 13 -> List.of(note("newline_to_space", Map.of()));
            default -> List.of();
        };
    }

    private static Trouble note(String mode, Map<String, Object> arguments) {
        return new Trouble("note", mode, arguments);
    }

    private static Trouble status(String mode, Map<String, Object> arguments) {
        return new Trouble("status", mode, arguments);
    }

    void trouble(String ticket, Trouble trouble) {
        call(
                "POST",
                "modes",
                Map.of(
                        "provider", "connectwise",
                        "mode", trouble.mode(),
                        "args", trouble.arguments(),
                        "match", Map.of("operation", trouble.operation(), "ticket_id", ticket),
                        "times", 1));
    }

    void peace() {
        call("DELETE", "modes", null);
    }

    Kept ledger(String ticket) {
        JsonNode found = call("GET", "ledger?provider=connectwise&ticket_id=" + ticket, null);
        return new Kept(found.path("notes").size(), found.path("status").path("id").asString(""));
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
