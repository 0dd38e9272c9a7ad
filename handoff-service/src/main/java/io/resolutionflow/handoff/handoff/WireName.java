package io.resolutionflow.handoff.handoff;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A constant that is written in lower snake case in JSON, events and rows. */
public interface WireName {

    String name();

    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String wire) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wire().equals(wire))
                .findFirst();
    }

    /**
     * For what was written by ourselves or by an owner's event: an unknown name is a fault, not a
     * person's mistake.
     */
    static <E extends Enum<E> & WireName> E required(Class<E> type, String wire) {
        return find(type, wire)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                type.getSimpleName() + " " + wire + " is unknown"));
    }
}
