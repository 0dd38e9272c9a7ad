package io.resolutionflow.session.chat;

import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.session.Triage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model said, within the limits of contract-sessions §6: cut, clamped or dropped, never
 * refused for form.
 */
record ChatAnswer(
        String content,
        @Nullable String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        List<LaneItem.Content> questions,
        List<LaneItem.Content> actions,
        @Nullable ForkWish fork,
        @Nullable TriageUpdate triageUpdate,
        List<Promotion> promote,
        Fix.@Nullable Draft suggestFix,
        @Nullable FixOutcome fixOutcome) {

    record ForkWish(String reason, List<Fork.Option> options) {}

    record TriageUpdate(
            @Nullable String clientName,
            @Nullable String assetName,
            @Nullable String issueCategory,
            @Nullable String hypothesis,
            List<Triage.Evidence> evidenceItems) {}

    record Promotion(String text, String sourceRef) {}

    record FixOutcome(String fixId, String outcome, String reason) {}

    static ChatAnswer ofText(String content) {
        return new ChatAnswer(
                content, null, null, null, List.of(), List.of(), null, null, List.of(), null, null);
    }

    ChatAnswer saying(String other) {
        return new ChatAnswer(
                other,
                title,
                problemSummary,
                problemDomain,
                questions,
                actions,
                fork,
                triageUpdate,
                promote,
                suggestFix,
                fixOutcome);
    }

    boolean isEmpty() {
        return content.isBlank();
    }
}
