package io.resolutionflow.stack.backing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows the web app to another port. The realm file is read once, with the gateway's port of that
 * moment; Keycloak would refuse log-ins from any other.
 */
final class KeycloakWebClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int FIRST_ERROR = 400;

    /**
     * Port of the web app's development server, as the realm file and web/vite.config.ts have it.
     */
    private static final int DEVELOPMENT_SERVER_PORT = 5173;

    private static final String CLIENTS = "/admin/realms/resolutionflow/clients";

    private final String keycloak;
    private final String adminPassword;
    private final JsonMapper json = JsonMapper.shared();

    KeycloakWebClient(String keycloak, String adminPassword) {
        this.keycloak = keycloak;
        this.adminPassword = adminPassword;
    }

    void serveFrom(int gatewayPort) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            String token = token(http);
            JsonNode found = send(http, authorized(CLIENTS + "?clientId=web", token).GET().build());
            ObjectNode client = (ObjectNode) found.path(0);
            List<String> origins =
                    Stream.of(gatewayPort, DEVELOPMENT_SERVER_PORT)
                            .flatMap(port ->
                                    Stream.of(
                                            "http://127.0.0.1:" + port, "http://localhost:" + port))
                            .toList();
            client.put("rootUrl", origins.getFirst());
            client.set("webOrigins", json.valueToTree(origins));
            client.set(
                    "redirectUris",
                    json.valueToTree(origins.stream().map(origin -> origin + "/*").toList()));
            send(
                    http,
                    authorized(CLIENTS + "/" + client.path("id").asString(), token)
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(client.toString()))
                            .build());
        }
    }

    private String token(HttpClient http) throws IOException, InterruptedException {
        String form =
                "grant_type=password&client_id=admin-cli&username=admin&password="
                        + URLEncoder.encode(adminPassword, StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        keycloak + "/realms/master/protocol/openid-connect/token"))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return send(http, request).path("access_token").asString();
    }

    private HttpRequest.Builder authorized(String path, String token) {
        return HttpRequest.newBuilder(URI.create(keycloak + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= FIRST_ERROR) {
            throw new IOException(
                    "Keycloak did not take the web app's new address: "
                            + answer.statusCode()
                            + " "
                            + answer.body());
        }
        return answer.body().isBlank() ? json.createObjectNode() : json.readTree(answer.body());
    }
}
