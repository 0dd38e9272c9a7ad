package io.resolutionflow.session.listing;

import io.resolutionflow.session.step.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A step as it is shown, with the confidence it had then (KD-20). */
public record StepView(
        UUID stepId,
        int stepOrder,
        String stepType,
        Map<String, Object> content,
        @Nullable String contextMessage,
        List<Step.Option> options,
        boolean allowFreeText,
        boolean allowSkip,
        @Nullable String confidenceTier,
        @Nullable Double confidenceScore,
        @Nullable UUID branchId,
        String state,
        Step.@Nullable Response response,
        @Nullable UUID fixId,
        @Nullable String answerSource,
        Instant createdAt) {

    public static StepView of(Step s) {
        return new StepView(
                s.id(),
                s.order(),
                s.type(),
                s.content(),
                s.contextMessage(),
                s.options(),
                s.allowFreeText(),
                s.allowSkip(),
                s.confidenceTier(),
                s.confidenceScore(),
                s.branchId(),
                s.state(),
                s.response(),
                s.fixId(),
                s.answerSource(),
                s.createdAt());
    }
}
