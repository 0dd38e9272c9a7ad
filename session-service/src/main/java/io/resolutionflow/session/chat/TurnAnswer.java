package io.resolutionflow.session.chat;

import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.flow.PublishedFlows;
import io.resolutionflow.session.lane.Lane;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answer of POST S/{id}/chat (contract-sessions §4.1). */
public record TurnAnswer(
        UUID messageId,
        UUID userMessageId,
        String content,
        String answerSource,
        List<SuggestedFlow> suggestedFlows,
        @Nullable Fork fork,
        List<Lane.Action> actions,
        List<Lane.Question> questions,
        @Nullable Map<String, Object> triageUpdate,
        List<NewFact> facts,
        @Nullable FixView suggestedFix,
        Fix.@Nullable Proposal fixOutcomeProposal,
        List<UUID> attachmentsIgnored,
        String title,
        @Nullable UUID activeBranchId,
        int laneVersion,
        long stateVersion) {

    /** A flow that might fit, told with the first answer. */
    public record SuggestedFlow(UUID flowId, String name, double score) {

        static SuggestedFlow of(PublishedFlows.Near near) {
            return new SuggestedFlow(near.flowId(), near.name(), near.score());
        }
    }

    public record NewFact(UUID id, String text, String sourceType, @Nullable String sourceRef) {}
}
