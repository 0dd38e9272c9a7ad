package io.resolutionflow.stack.simulator.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model says.
 *
 * @param usage null when the answer is not to tell it
 * @param usageOnContent true when the figures ride on a chunk that also has text
 * @param thinksAloud whether thoughts are sent beside the answer, where the format knows them
 */
record Generation(
        List<String> chunks,
        Finish finish,
        @Nullable Usage usage,
        boolean usageOnContent,
        boolean thinksAloud) {

    /** What a model thinks and nobody should take for its answer. */
    static final String THOUGHT = "The user seems to ask about a cable.";

    Generation(List<String> chunks, Finish finish, @Nullable Usage usage, boolean usageOnContent) {
        this(chunks, finish, usage, usageOnContent, false);
    }

    /** Why it ended. */
    enum Finish {
        STOP,
        LENGTH,
        BLOCKED
    }

    Generation {
        chunks = List.copyOf(chunks);
    }

    String text() {
        return String.join("", chunks);
    }
}
