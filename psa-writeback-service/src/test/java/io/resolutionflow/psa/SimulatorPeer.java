package io.resolutionflow.psa;

import io.resolutionflow.psa.connector.Peer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulator of {@code stack/} behind a connector. */
public record SimulatorPeer(
        PsaSimulator simulator,
        String configJson,
        Map<String, String> credentials,
        String secretField,
        int boardNumber,
        int openNumber,
        String otherStatus,
        String foreignStatus,
        String notePath,
        Predicate<JsonNode> isInternal)
        implements Peer {

    @Override
    public URI url() {
        return simulator.url();
    }

    @Override
    public JsonNode config() {
        return JsonMapper.builder().build().readTree(configJson);
    }

    @Override
    public Map<String, String> wrongCredentials() {
        var wrong = new java.util.HashMap<>(credentials);
        wrong.put(secretField, "wrong-canary-4417");
        return wrong;
    }

    @Override
    public String newTicket(String summary) {
        return simulator.newTicket(summary, boardNumber, openNumber);
    }

    @Override
    public String board() {
        return Integer.toString(boardNumber);
    }

    @Override
    public String openStatus() {
        return Integer.toString(openNumber);
    }

    @Override
    public List<Stored> notes(String ticket) {
        return simulator.notes(ticket).stream()
                .map(note ->
                        new Stored(
                                note.path("id").asString(),
                                note.path("sent_text").asString(),
                                isInternal.test(note.path("flags")),
                                note.path("flags").path("process_notifications").asBoolean(false)
                                        ? 1
                                        : 0))
                .toList();
    }

    @Override
    public String status(String ticket) {
        return simulator.status(ticket);
    }
}
