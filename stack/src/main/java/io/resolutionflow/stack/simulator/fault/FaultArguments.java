package io.resolutionflow.stack.simulator.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The {@code args} of a fault. */
public record FaultArguments(Map<String, Object> values) {

    public FaultArguments {
        values = Map.copyOf(values);
    }

    /**
     * @throws IllegalArgumentException when it is there and no whole number of at least 0
     */
    public int number(String name, int otherwise) {
        var value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(
                "args." + name + " must be a whole number of at least 0.");
    }

    public Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(number(name, (int) otherwise.toMillis()));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}
