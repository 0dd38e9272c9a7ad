package io.resolutionflow.l1walk.walk;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a walk is led: by a published flow, by notes alone, or by a tree built node by node. */
public enum WalkKind {
    FLOW,
    PROPOSAL,
    ADHOC,
    AI_BUILD;

    /** Led by a structure stored beforehand, node by node, through the step endpoint. */
    public boolean isAuthored() {
        return this == FLOW || this == PROPOSAL;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WalkKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
