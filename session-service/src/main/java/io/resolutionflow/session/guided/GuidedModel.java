package io.resolutionflow.session.guided;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.guided.GuidedAnswerReader.Reading;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Asks for the next step: once, once more with what was wrong, then a fixed question stands in
 * (KD-9). Never called inside a transaction (KD-25).
 */
@Component
class GuidedModel {

    private final LanguageModel model;
    private final GuidedPrompt prompt;
    private final GuidedAnswerReader reader;

    GuidedModel(LanguageModel model, GuidedPrompt prompt, GuidedAnswerReader reader) {
        this.model = model;
        this.prompt = prompt;
        this.reader = reader;
    }

    /**
     * @param turnId part of the key: the same try is never paid twice
     */
    record Try(
            UUID sessionId,
            UUID turnId,
            GuidedPrompt.Rendered rendered,
            Set<String> answeredQuestions,
            long fallbacks,
            boolean allowOffline) {}

    /**
     * @throws DomainException the refusals of {@link LanguageModel}, for the first call only
     */
    GuidedSaid ask(Try turn) {
        var first = model.ask(question(turn, turn.rendered(), "", 1), turn.allowOffline());
        Reading reading =
                reader.read(first.structured(), first.content(), turn.answeredQuestions());
        return switch (reading) {
            case Reading.Good(GuidedAnswer answer) ->
                    new GuidedSaid.Answered(answer, first.source(), List.of(first.requestId()));
            case Reading.Malformed(String why) -> repaired(turn, why, first);
        };
    }

    private GuidedSaid repaired(Try turn, String why, LanguageModel.Answer first) {
        try {
            var again = prompt.again(turn.rendered(), why);
            // an answer without a model is repaired without one
            var second = model.ask(question(turn, again, ":repair", 2), turn.allowOffline());
            var ids = List.of(first.requestId(), second.requestId());
            return switch (reader.read(
                    second.structured(), second.content(), turn.answeredQuestions())) {
                case Reading.Good(GuidedAnswer answer) ->
                        new GuidedSaid.Answered(answer, second.source(), ids);
                case Reading.Malformed _ -> new GuidedSaid.NotUnderstood(turn.fallbacks(), ids);
            };
        } catch (DomainException no) {
            return new GuidedSaid.NotUnderstood(turn.fallbacks(), List.of(first.requestId()));
        }
    }

    private static LanguageModel.Question question(
            Try turn, GuidedPrompt.Rendered rendered, String suffix, int attempt) {
        return new LanguageModel.Question(
                rendered.task(),
                turn.sessionId() + ":" + turn.turnId() + ":" + rendered.task().wireName() + suffix,
                rendered.inputs(),
                rendered.messages(),
                rendered.schema(),
                turn.sessionId(),
                attempt,
                null);
    }
}
