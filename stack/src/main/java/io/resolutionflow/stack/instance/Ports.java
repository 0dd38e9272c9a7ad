package io.resolutionflow.stack.instance;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ports of one instance. Services answer health on {@link #management}, 100 above their own
 * port.
 */
public record Ports(Map<PortName, Integer> byName) {

    private static final int MANAGEMENT_DISTANCE = 100;

    public Ports {
        byName = Map.copyOf(byName);
    }

    /**
     * @param environment overrides, first choice
     * @param saved ports of an instance that is running already, second choice
     * @throws IllegalArgumentException with a sentence for the user when a value is no port
     */
    public static Ports from(Map<String, String> environment, Map<String, String> saved) {
        var ports = new EnumMap<PortName, Integer>(PortName.class);
        for (PortName name : PortName.values()) {
            String value =
                    environment.getOrDefault(
                            name.variable(), saved.getOrDefault(name.variable(), ""));
            ports.put(name, value.isBlank() ? name.standard() : parse(name, value.strip()));
        }
        return new Ports(ports);
    }

    public int of(PortName name) {
        Integer port = byName.get(name);
        return port == null ? name.standard() : port;
    }

    public int management(PortName name) {
        return of(name) + MANAGEMENT_DISTANCE;
    }

    public String http(PortName name) {
        return "http://127.0.0.1:" + of(name);
    }

    public Map<String, String> asVariables() {
        var variables = new TreeMap<String, String>();
        byName.forEach((name, port) -> variables.put(name.variable(), String.valueOf(port)));
        return variables;
    }

    private static int parse(PortName name, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw new IllegalArgumentException(
                name.variable() + " is '" + value + "', which is not a port number.");
    }
}
