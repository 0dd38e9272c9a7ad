package io.resolutionflow.stack.demo;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Acme's connection to the ConnectWise simulator, tested, default, with target statuses mapped
 * (contract-psa §2, §5).
 */
final class DemoPsaConnection {

    private static final String CONNECTIONS = "/integrations/psa/connections";
    private static final String PREFERENCES = "/accounts/me/preferences";
    private static final String NAME = "ConnectWise simulator";

    private final PublicApi owner;
    private final String simulator;

    DemoPsaConnection(PublicApi owner, String simulator) {
        this.owner = owner;
        this.simulator = simulator;
    }

    void apply() throws IOException, InterruptedException {
        JsonNode connection = findOrCreate();
        String id = connection.path("id").asString();
        if (!"ok".equals(connection.path("status").asString(""))) {
            JsonNode result = owner.call("POST", CONNECTIONS + "/" + id + "/test", Map.of());
            if (!result.path("ok").asBoolean(false)) {
                throw new IOException("The test of Acme's PSA connection failed: " + result);
            }
        }
        mapStatuses(id);
    }

    private JsonNode findOrCreate() throws IOException, InterruptedException {
        for (JsonNode one : owner.get(CONNECTIONS)) {
            if (NAME.equals(one.path("display_name").asString(""))) {
                return one;
            }
        }
        return owner.call(
                "POST",
                CONNECTIONS,
                Map.of(
                        "provider",
                        "connectwise",
                        "display_name",
                        NAME,
                        "base_url",
                        simulator,
                        "config",
                        Map.of("company_id", "acme"),
                        "credentials",
                        credentials(),
                        "is_default",
                        true));
    }

    // what the simulator accepts
    private static Map<String, String> credentials() {
        return Map.of(
                "public_key", "rfpub",
                "private_key", "rfpriv",
                "client_id", "11111111-1111-4111-8111-111111111111");
    }

    private void mapStatuses(String connection) throws IOException, InterruptedException {
        JsonNode psa = owner.get(PREFERENCES).path("psa");
        if (psa.path("boards").has(connection)
                && connection.equals(psa.path("default_connection_id").asString(""))) {
            return;
        }
        Map<String, Object> boards =
                Map.of(
                        "1", Map.of("resolved_status_id", "16", "escalated_status_id", "17"),
                        "2", Map.of("resolved_status_id", "26", "escalated_status_id", "22"));
        owner.call(
                "PATCH",
                PREFERENCES,
                Map.of(
                        "psa",
                        Map.of(
                                "default_connection_id",
                                connection,
                                "boards",
                                Map.of(connection, boards))));
    }
}
