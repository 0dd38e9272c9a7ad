package io.resolutionflow.stack.simulator.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model says.
 *
 * @param usage null when the answer is not to tell it
 * @param usageOnContent true when the figures ride on a chunk that also has text
 */
record Generation(
        List<String> chunks, Finish finish, @Nullable Usage usage, boolean usageOnContent) {

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
