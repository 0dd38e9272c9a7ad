package io.resolutionflow.session.guided;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.step.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether an answer fits its step. */
final class StepAnswers {

    private StepAnswers() {}

    /**
     * @throws DomainException 422 {@code unknown_option}, {@code free_text_not_allowed}, {@code
     *     skip_not_allowed}
     */
    static Step.Response of(Step step, RespondTurn.Request request, Actor actor, Instant now) {
        if (request.skip()) {
            if (!step.allowSkip()) {
                throw no("skip_not_allowed", "This step needs an answer.");
            }
            return response(null, null, null, true, actor, now);
        }
        String value = request.selectedOption();
        if (value == null) {
            if (!step.allowFreeText()) {
                throw no("free_text_not_allowed", "Choose one of the options of this step.");
            }
            return response(null, null, request.freeText(), false, actor, now);
        }
        Step.Option chosen =
                step.options().stream()
                        .filter(option -> option.value().equals(value))
                        .findFirst()
                        .orElseThrow(
                                () -> no("unknown_option", "This step offers no such option."));
        return response(chosen.value(), chosen.label(), request.freeText(), false, actor, now);
    }

    private static Step.Response response(
            @Nullable String option,
            @Nullable String label,
            @Nullable String text,
            boolean skipped,
            Actor actor,
            Instant now) {
        return new Step.Response(option, label, text, skipped, actor.id(), actor.name(), now);
    }

    private static DomainException no(String code, String detail) {
        return DomainException.unprocessable(code, detail);
    }
}
