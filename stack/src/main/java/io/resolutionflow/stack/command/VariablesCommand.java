package io.resolutionflow.stack.command;

import io.resolutionflow.stack.backing.KafkaBroker;
import io.resolutionflow.stack.backing.KeycloakServer;
import io.resolutionflow.stack.backing.PostgresAccess;
import io.resolutionflow.stack.instance.PortName;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Where integration tests find the parts of this instance, as shell exports; the rf script
 * evaluates them.
 */
@Command(
        name = "variables",
        hidden = true,
        description = "Print the test variables of this instance.")
final class VariablesCommand implements Callable<Integer> {

    private final Context context;

    VariablesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        variables()
                .forEach((name, value) ->
                        context.out().println("export " + name + "='" + value + "'"));
        return 0;
    }

    private Map<String, String> variables() {
        var instance = context.instance();
        var ports = instance.ports();
        var postgres = PostgresAccess.of(instance);
        Map<String, String> variables = new TreeMap<>();
        variables.put("RF_TEST_POSTGRES_URL", postgres.jdbcUrl(postgres.database()));
        variables.put("RF_TEST_POSTGRES_USER", postgres.user());
        variables.put("RF_TEST_POSTGRES_PASSWORD", postgres.password());
        variables.put("RF_TEST_KAFKA_BOOTSTRAP_SERVERS", KafkaBroker.bootstrapServers(instance));
        variables.put("RF_TEST_KEYCLOAK_URL", ports.http(PortName.KEYCLOAK));
        variables.put("RF_TEST_PSA_SIMULATOR_URL", ports.http(PortName.CONNECTWISE));
        variables.put("RF_TEST_AUTOTASK_SIMULATOR_URL", ports.http(PortName.AUTOTASK));
        variables.put("RF_TEST_PSA_SIMULATOR_ADMIN_URL", ports.http(PortName.PSA_ADMIN));
        variables.put("RF_TEST_LLM_SIMULATOR_URL", ports.http(PortName.LLM));
        variables.put("RF_TEST_MAIL_URL", ports.http(PortName.MAIL));
        variables.put("RF_TEST_SMTP_PORT", String.valueOf(ports.of(PortName.SMTP)));
        variables.put("RF_TEST_WEBHOOK_URL", ports.http(PortName.WEBHOOK));
        variables.put("RF_TEST_ISSUER_URI", instance.issuer());
        variables.put(
                "RF_PSA_LOCAL_PORTS",
                ports.of(PortName.CONNECTWISE) + "," + ports.of(PortName.AUTOTASK));
        variables.put("RF_GATEWAY_URL", ports.http(PortName.GATEWAY));
        for (String service : KeycloakServer.SERVICES) {
            variables.put(
                    KeycloakServer.secretVariable(service).replace("RF_", "RF_TEST_"),
                    KeycloakServer.clientSecret(instance, service));
        }
        return variables;
    }
}
