package io.resolutionflow.toy;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.parts.TestParts;
import java.util.HashMap;
import java.util.Map;

/** What the toy service needs to know when it runs in a process of its own. */
final class ToyProcess {

    private ToyProcess() {}

    /**
     * @param schema of its own, in a database of its own
     * @param topics prefix of its topics
     */
    static Map<String, String> environment(String schema, int port, String topics) {
        var environment = new HashMap<String, String>();
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        environment.put("RF_SERVICE_SCHEMA", schema);
        environment.put("RF_DB_URL", TestParts.database(schema));
        environment.put("RF_DB_APP_PASSWORD", TestParts.rolePassword());
        environment.put("RF_DB_OWNER_PASSWORD", TestParts.rolePassword());
        environment.put("RF_KAFKA_BOOTSTRAP_SERVERS", TestParts.kafka());
        environment.put("RF_KAFKA_TOPICPREFIX", topics);
        environment.put("RF_ISSUER_URI", TestIssuer.get().uri());
        environment.put("RF_SSE_PERUSER", "1000");
        environment.put("RF_SSE_PERACCOUNT", "1000");
        return environment;
    }
}
