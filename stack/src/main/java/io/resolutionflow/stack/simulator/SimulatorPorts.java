package io.resolutionflow.stack.simulator;

import java.util.Map;
import java.util.Objects;

/** The ports of the process, each overridden by {@code RF_PORT_<NAME>}; 0 takes any free one. */
public record SimulatorPorts(
        int connectwise, int autotask, int psaAdmin, int smtp, int mail, int webhook) {

    /** All free ports, for tests. */
    public static final SimulatorPorts ANY = new SimulatorPorts(0, 0, 0, 0, 0, 0);

    /**
     * @throws IllegalArgumentException when a variable is no port number
     */
    public static SimulatorPorts from(Map<String, String> environment) {
        return new SimulatorPorts(
                port(environment, "CONNECTWISE", 8190),
                port(environment, "AUTOTASK", 8191),
                port(environment, "PSA_ADMIN", 8192),
                port(environment, "SMTP", 8194),
                port(environment, "MAIL", 8195),
                port(environment, "WEBHOOK", 8196));
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        var variable = "RF_PORT_" + name;
        var value = Objects.requireNonNullElse(environment.get(variable), "");
        if (value.isBlank()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(variable + " is no port number: " + value);
        }
        return Integer.parseInt(value);
    }
}
