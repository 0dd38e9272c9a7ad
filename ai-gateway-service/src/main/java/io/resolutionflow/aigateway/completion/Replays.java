package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.CompletionKeys;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is known under a key already (contract-ai §3.4): an answer, a running call, or nothing. */
@Component
class Replays {

    private final CompletionKeys keys;
    private final StoredAnswers answers;

    Replays(CompletionKeys keys, StoredAnswers answers) {
        this.keys = keys;
        this.answers = answers;
    }

    Optional<CompletionKeys.Known> find(UUID account, CompletionCommand command) {
        return keys.find(account, command.task().wireName(), command.key());
    }

    /**
     * The answer that was given under the key; empty when the key is free.
     *
     * @throws io.resolutionflow.platform.problem.DomainException 409 while the key runs, 422 for
     *     another body
     */
    Optional<Completion> replay(
            UUID account, CompletionCommand command, Optional<CompletionKeys.Known> known) {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (!known.get().bodyHash().equals(command.bodyHash())) {
            throw Refusals.keyReused();
        }
        byte[] answer = known.get().answer();
        if (answer == null) {
            throw Refusals.inFlight();
        }
        return Optional.of(
                answers.replayed(account, command.task().wireName(), command.key(), answer));
    }

    /** A finished answer, for a stream that goes on where it was cut. */
    Optional<Completion> finished(UUID account, CompletionCommand command) {
        var known = find(account, command);
        return known.isEmpty() || known.get().answer() == null
                ? Optional.empty()
                : replay(account, command, known);
    }
}
