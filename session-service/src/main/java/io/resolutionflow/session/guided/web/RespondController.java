package io.resolutionflow.session.guided.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.guided.RespondTurn;
import io.resolutionflow.session.listing.StepView;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/respond (contract-sessions §4.1). */
@RestController
class RespondController {

    private final RespondTurn turn;

    RespondController(RespondTurn turn) {
        this.turn = turn;
    }

    record RespondRequest(
            @NotNull UUID stepId,
            @Size(max = 200) @Nullable String selectedOption,
            @Size(max = 8000) @Nullable String freeText,
            @Nullable Boolean skip,
            @Size(max = 10) @Nullable List<@NotNull UUID> uploadIds,
            @Nullable Boolean allowOffline) {

        /**
         * @throws DomainException 422 {@code answer_missing}; 422 for two answers in one
         */
        RespondTurn.Request request() {
            String option = blankToNull(selectedOption);
            String text = blankToNull(freeText);
            boolean skipped = Boolean.TRUE.equals(skip);
            if (skipped && (option != null || text != null)) {
                throw DomainException.invalid(
                        "skip", "not_allowed", "Skip the step or answer it, not both.");
            }
            if (!skipped && option == null && text == null) {
                throw DomainException.unprocessable(
                        "answer_missing", "Choose an option, write an answer, or skip the step.");
            }
            return new RespondTurn.Request(
                    stepId,
                    option,
                    text,
                    skipped,
                    uploadIds == null ? List.of() : List.copyOf(uploadIds),
                    Boolean.TRUE.equals(allowOffline));
        }

        private static @Nullable String blankToNull(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    record RespondResponse(
            UUID sessionId,
            String status,
            StepView step,
            @Nullable String confidenceTier,
            @Nullable Double confidenceScore,
            int stepCount,
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            @Nullable UUID activeBranchId,
            @Nullable FixView suggestedFix,
            @Nullable String answerSource,
            long stateVersion) {

        static RespondResponse of(RespondTurn.Answered a) {
            return new RespondResponse(
                    a.sessionId(),
                    a.status(),
                    StepView.of(a.step()),
                    a.confidenceTier(),
                    a.confidenceScore(),
                    a.stepCount(),
                    a.problemSummary(),
                    a.problemDomain(),
                    a.activeBranchId(),
                    a.suggestedFix(),
                    a.answerSource(),
                    a.stateVersion());
        }
    }

    @PostMapping("/api/v1/ai-sessions/{id}/respond")
    @Requires(Gate.ENGINEER)
    RespondResponse respond(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody RespondRequest request) {
        return RespondResponse.of(turn.respond(Actor.of(caller), id, request.request()));
    }
}
