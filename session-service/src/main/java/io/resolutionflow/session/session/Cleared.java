package io.resolutionflow.session.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a transition took away, kept in its row. */
public final class Cleared {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Cleared() {}

    Cleared value(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    Cleared open(@Nullable OpenHandoff handoff) {
        return value("open_handoff", handoff);
    }

    Cleared escalation(@Nullable Escalation was) {
        return value("escalation", was);
    }

    Cleared resolution(@Nullable Resolution was) {
        return value("resolution", was);
    }

    public Map<String, Object> values() {
        return values;
    }
}
