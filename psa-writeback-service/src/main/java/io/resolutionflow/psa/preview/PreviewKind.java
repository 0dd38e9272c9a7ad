package io.resolutionflow.psa.preview;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.Locale;

/** The two texts a handler can have written. */
public enum PreviewKind {
    RESOLUTION_NOTE(AiTask.RESOLUTION_NOTE),
    ESCALATION_PACKAGE(AiTask.ESCALATION_PACKAGE);

    private final AiTask task;

    PreviewKind(AiTask task) {
        this.task = task;
    }

    public AiTask task() {
        return task;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
