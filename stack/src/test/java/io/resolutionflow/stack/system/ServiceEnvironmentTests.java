package io.resolutionflow.stack.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.instance.Instance;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTests {

    @TempDir Path home;

    private Instance instance = Instance.from(Map.of());

    @BeforeEach
    void anInstanceOnOtherPorts() {
        instance =
                Instance.from(
                        Map.of(
                                "RF_HOME", home.toString(),
                                "RF_PORT_SESSION", "18101",
                                "RF_PORT_POSTGRES", "15433",
                                "RF_PORT_CONNECTWISE", "18190",
                                "RF_PORT_KEYCLOAK", "18081",
                                "RF_OPENAI_API_KEY", "sk-secret",
                                "RF_OTLP_ENDPOINT", "http://127.0.0.1:8196/v1/traces"));
    }

    @Test
    void spansOfEveryServiceGoWhereTheUserWantsThem() {
        for (ServiceDefinition service : ServiceDefinition.values()) {
            assertThat(of(service))
                    .containsEntry(
                            "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
                            "http://127.0.0.1:8196/v1/traces");
        }
    }

    @Test
    void aServiceGetsItsOwnPortsDatabaseRoleAndClientSecret() {
        var session = of(ServiceDefinition.SESSION);

        assertThat(session)
                .containsEntry("SERVER_PORT", "18101")
                .containsEntry("MANAGEMENT_SERVER_PORT", "18201")
                .containsEntry("SPRING_PROFILES_ACTIVE", "local")
                .containsEntry("RF_DB_URL", "jdbc:postgresql://127.0.0.1:15433/resolutionflow")
                .containsEntry("RF_DB_APP_PASSWORD", instance.secrets().get("db-session-app"))
                .containsEntry("RF_DB_OWNER_PASSWORD", instance.secrets().get("db-session-owner"))
                .containsEntry("RF_CLIENT_SECRET", instance.secrets().get("client-session-service"))
                .containsEntry("RF_ISSUER_URI", "http://127.0.0.1:18081/realms/resolutionflow")
                .containsEntry("RF_RATE_LIMIT_FACTOR", "1");
    }

    @Test
    void noServiceSeesAnothersSecrets() {
        String secret = instance.secrets().get("client-handoff-service");

        assertThat(of(ServiceDefinition.SESSION).values()).doesNotContain(secret);
        assertThat(of(ServiceDefinition.HANDOFF).values()).contains(secret);
    }

    @Test
    void modelKeysReachTheAiGatewayOnly() {
        assertThat(of(ServiceDefinition.AI_GATEWAY))
                .containsEntry("RF_OPENAI_API_KEY", "sk-secret");
        assertThat(of(ServiceDefinition.SESSION)).doesNotContainKey("RF_OPENAI_API_KEY");
        assertThat(of(ServiceDefinition.GATEWAY)).doesNotContainKey("RF_OPENAI_API_KEY");
    }

    @Test
    void everyoneKnowsTheFiveServicesAndTheGatewayHoldsNoDatabasePassword() {
        var gateway = of(ServiceDefinition.GATEWAY);

        assertThat(gateway)
                .containsEntry("RF_SESSION_SERVICE_URL", "http://127.0.0.1:18101")
                .containsEntry("RF_L1_WALK_SERVICE_URL", "http://127.0.0.1:8102")
                .containsEntry("RF_HANDOFF_SERVICE_URL", "http://127.0.0.1:8103")
                .containsEntry("RF_PSA_WRITEBACK_SERVICE_URL", "http://127.0.0.1:8104")
                .containsEntry("RF_AI_GATEWAY_SERVICE_URL", "http://127.0.0.1:8105")
                .doesNotContainKeys("RF_DB_URL", "RF_DB_APP_PASSWORD", "RF_CLIENT_SECRET");
    }

    @Test
    void onlyTheWriteBackMayReachTheSimulatorsOfThisMachine() {
        assertThat(of(ServiceDefinition.PSA_WRITEBACK))
                .containsEntry("RF_PSA_LOCAL_PORTS", "18190,8191");
        assertThat(of(ServiceDefinition.SESSION)).doesNotContainKey("RF_PSA_LOCAL_PORTS");
    }

    @Test
    void aSecondProcessListensBesideTheFirstAndCallsTheSameOthers() {
        var second = new ServiceEnvironment(instance).of(ServiceDefinition.SESSION, 2);

        assertThat(second)
                .containsEntry("SERVER_PORT", "18111")
                .containsEntry("MANAGEMENT_SERVER_PORT", "18211")
                .containsEntry("RF_SESSION_SERVICE_URL", "http://127.0.0.1:18101");
    }

    private Map<String, String> of(ServiceDefinition service) {
        return new ServiceEnvironment(instance).of(service, 1);
    }
}
