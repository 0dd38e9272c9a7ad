package io.resolutionflow.platform.egress;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/**
 * What a service may reach on behalf of its users. Each service fills it from its own settings.
 *
 * @param ports of https addresses
 * @param loopbackPorts of simulators and sinks on the own machine, reachable over http; the local
 *     profile only, see {@link #requireLocal(Environment)}
 * @param connect longest time to a connection
 * @param maxBytes largest answer that is read
 */
public record EgressSettings(
        Set<Integer> ports, Set<Integer> loopbackPorts, Duration connect, int maxBytes) {

    public EgressSettings {
        ports = Set.copyOf(ports);
        loopbackPorts = Set.copyOf(loopbackPorts);
    }

    /** Port numbers of a comma-separated list; empty parts are passed over. */
    public static Set<Integer> numbers(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(port -> !port.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @return these settings
     * @throws IllegalStateException when loopback ports are listed and any profile but {@code
     *     local} is active: the service must not start
     */
    public EgressSettings requireLocal(Environment environment) {
        if (!loopbackPorts.isEmpty()
                && !Arrays.asList(environment.getActiveProfiles()).equals(List.of("local"))) {
            throw new IllegalStateException(
                    "Loopback ports for outgoing calls are listed outside the local profile. Remove"
                            + " them, or run with the local profile alone.");
        }
        return this;
    }
}
