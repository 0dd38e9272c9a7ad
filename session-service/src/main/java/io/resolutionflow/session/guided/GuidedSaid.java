package io.resolutionflow.session.guided;

import java.util.List;
import java.util.UUID;

/** What came of asking the model. */
public sealed interface GuidedSaid {

    /** What the AI gateway calls the answers it was made of. */
    List<UUID> requestIds();

    /**
     * @param source {@code model} or {@code offline}
     */
    record Answered(GuidedAnswer answer, String source, List<UUID> requestIds)
            implements GuidedSaid {}

    /**
     * Also the repair was of no use: a fixed question takes its place (KD-9).
     *
     * @param fallbacksBefore how many fixed questions were asked before
     */
    record NotUnderstood(long fallbacksBefore, List<UUID> requestIds) implements GuidedSaid {}
}
