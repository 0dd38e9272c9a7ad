package io.resolutionflow.stack.system;

import io.resolutionflow.stack.backing.Databases;
import io.resolutionflow.stack.backing.KafkaBroker;
import io.resolutionflow.stack.backing.KeycloakServer;
import io.resolutionflow.stack.backing.PostgresAccess;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings that services read from their environment. */
final class ServiceEnvironment {

    // passed on only when the user set them
    private static final List<String> MODEL_KEYS =
            List.of(
                    "RF_ANTHROPIC_API_KEY",
                    "RF_ANTHROPIC_BASE_URL",
                    "RF_GOOGLE_API_KEY",
                    "RF_GOOGLE_BASE_URL",
                    "RF_OPENAI_BASE_URL",
                    "RF_OPENAI_API_KEY");

    private final Instance instance;

    ServiceEnvironment(Instance instance) {
        this.instance = instance;
    }

    /**
     * @param number which of the service's processes, counted from 1
     */
    Map<String, String> of(ServiceDefinition service, int number) {
        Map<String, String> environment = common(service, Processes.offset(number));
        if (service.schema().isPresent()) {
            String schema = service.schema().get();
            environment.put(
                    "RF_DB_URL", PostgresAccess.of(instance).jdbcUrl(PostgresAccess.DATABASE));
            environment.put(
                    "RF_DB_OWNER_PASSWORD", Databases.ownerPassword(instance.secrets(), schema));
            environment.put(
                    "RF_DB_APP_PASSWORD", Databases.appPassword(instance.secrets(), schema));
            environment.put("RF_KAFKA_BOOTSTRAP_SERVERS", KafkaBroker.bootstrapServers(instance));
            environment.put(
                    "RF_CLIENT_SECRET", KeycloakServer.clientSecret(instance, service.module()));
        } else {
            environment.put("RF_WEB_ROOT", instance.repository().resolve("web/dist").toString());
            environment.put("RF_INSTANCES_FILE", Processes.addresses(instance.state()).toString());
        }
        if (service == ServiceDefinition.AI_GATEWAY) {
            MODEL_KEYS.forEach(name ->
                    instance.variable(name).ifPresent(value -> environment.put(name, value)));
        }
        if (service == ServiceDefinition.HANDOFF) {
            environment.put(
                    "RF_NOTIFY_LOCAL_PORTS", String.valueOf(instance.ports().of(PortName.WEBHOOK)));
        }
        if (service == ServiceDefinition.PSA_WRITEBACK) {
            environment.put(
                    "RF_PSA_LOCAL_PORTS",
                    instance.ports().of(PortName.CONNECTWISE)
                            + ","
                            + instance.ports().of(PortName.AUTOTASK));
        }
        return environment;
    }

    private Map<String, String> common(ServiceDefinition service, int offset) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put(
                "SERVER_PORT", String.valueOf(instance.ports().of(service.port()) + offset));
        environment.put(
                "MANAGEMENT_SERVER_PORT",
                String.valueOf(instance.ports().management(service.port()) + offset));
        environment.put("RF_ISSUER_URI", instance.issuer());
        environment.put("RF_PUBLIC_URL", instance.ports().http(PortName.GATEWAY));
        environment.put(
                "RF_RATE_LIMIT_FACTOR", instance.variable("RF_RATE_LIMIT_FACTOR").orElse("1"));
        environment.put("RF_STATE_DIR", instance.state().root().toString());
        environment.put("RF_SMTP_HOST", "127.0.0.1");
        environment.put("RF_SMTP_PORT", String.valueOf(instance.ports().of(PortName.SMTP)));
        // spans are made anyway, and sent only to whom the user named
        instance.variable("RF_OTLP_ENDPOINT")
                .ifPresent(endpoint ->
                        environment.put(
                                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", endpoint));
        for (ServiceDefinition other : ServiceDefinition.values()) {
            other.urlVariable()
                    .ifPresent(name -> environment.put(name, instance.ports().http(other.port())));
        }
        return environment;
    }
}
