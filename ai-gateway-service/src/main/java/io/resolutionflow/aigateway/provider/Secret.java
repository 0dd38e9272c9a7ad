package io.resolutionflow.aigateway.provider;

import java.util.function.Function;

/** A key that prints as {@code ***} wherever it ends up: log, error, actuator page, test report. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Named so that configuration binding finds it. */
    public static Secret valueOf(String value) {
        return new Secret(value.strip());
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** The one way to the value, to be called where the request header is written. */
    public <T> T reveal(Function<String, T> use) {
        return use.apply(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
