package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.CompletionKeys;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is known under a key already (contract-ai §3.4): an answer, a running call, or nothing. */
@Component
class Replays {

    private final StoredAnswers answers;
    private final Statements statements;

    Replays(StoredAnswers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** For whoever has something else to ask in the same round trip. */
    static Query<CompletionKeys.Known> finding(UUID account, CompletionCommand command) {
        return CompletionKeys.find(account, command.task().wireName(), command.key());
    }

    Optional<CompletionKeys.Known> find(UUID account, CompletionCommand command) {
        Query<CompletionKeys.Known> known = finding(account, command);
        statements.alone(known);
        return known.first();
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
