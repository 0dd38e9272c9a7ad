package io.resolutionflow.l1walk.flow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Kinds of nodes of an authored flow (contract-l1 §9.1). */
public enum NodeType {
    QUESTION,
    ACTION,
    RESOLVE,
    ESCALATE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static NodeType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    public boolean isTerminal() {
        return this == RESOLVE || this == ESCALATE;
    }
}
