package io.resolutionflow.stack.part;

import java.time.Duration;
import java.util.List;

/**
 * One process and the parts it serves.
 *
 * @param waitsFor units that must be ready before this one is started
 * @param ports all ports of 127.0.0.1 it will listen on
 * @param readyWithin limit for getting ready after the start
 */
public record Unit(
        String name,
        List<String> waitsFor,
        List<Integer> ports,
        Program program,
        Duration readyWithin,
        List<Part> parts) {

    public Unit {
        waitsFor = List.copyOf(waitsFor);
        ports = List.copyOf(ports);
        parts = List.copyOf(parts);
    }

    /**
     * Every part of it but the web app, which is files and not a condition for the gateway to work.
     */
    public boolean ready() {
        return parts.stream()
                .filter(part -> part.kind() != PartKind.WEB)
                .allMatch(part -> part.probe().ready());
    }
}
