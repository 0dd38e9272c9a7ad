package io.resolutionflow.l1walk.flywheel;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something learnt that may become a proposal.
 *
 * @param target set when it is a change to a flow
 * @param confidence 0–1: how far the source is to be trusted
 */
record Lesson(
        String title,
        FlowContent content,
        @Nullable Target target,
        double confidence,
        Origin origin) {

    /**
     * Where it comes from: exactly one of walk and session.
     *
     * @param note what people wrote when they closed it
     */
    record Origin(
            String source,
            @Nullable UUID walkId,
            @Nullable UUID sessionId,
            @Nullable UUID authorId,
            @Nullable String authorName,
            @Nullable String note,
            @Nullable String nodeId,
            @Nullable Ticket ticket) {}
}
