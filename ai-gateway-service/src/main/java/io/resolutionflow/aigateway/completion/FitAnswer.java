package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Demand;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import io.resolutionflow.platform.problem.DomainException;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Makes an answer fit its schema: as it came, else by one repair attempt on the same candidate,
 * else as the caller decided (contract-ai §5.3). A bad answer is never the caller's fault (KD-9).
 */
@Component
class FitAnswer {

    private static final Duration WORTH_A_REPAIR = Duration.ofMillis(500);

    private final CallModel callModel;
    private final AnswerSchema schemas;
    private final Circuits circuits;
    private final Ledger ledger;
    private final Clock clock;

    FitAnswer(
            CallModel callModel,
            AnswerSchema schemas,
            Circuits circuits,
            Ledger ledger,
            Clock clock) {
        this.callModel = callModel;
        this.circuits = circuits;
        this.schemas = schemas;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param answer the one that is given
     * @param used attempts that brought an answer, in order
     * @param attempts how many attempts were made in all
     */
    record Fitted(
            ModelAnswer answer, @Nullable JsonNode structured, List<Metered> used, int attempts) {}

    /** No answer that may be given. */
    static final class Unfit extends RuntimeException {

        @Serial private static final long serialVersionUID = 1L;

        private final transient DomainException problem;
        private final transient List<Metered> billed;

        private Unfit(DomainException problem, List<Metered> billed) {
            super(problem.code(), null, false, false);
            this.problem = problem;
            this.billed = billed;
        }

        DomainException problem() {
            return problem;
        }

        List<Metered> billed() {
            return billed;
        }
    }

    private record Reading(@Nullable JsonNode structured, List<String> misfits) {}

    /**
     * @throws Unfit when nothing can be given
     */
    Fitted fit(AnswerCall.Held held, ModelAnswer first) {
        JsonNode schema = held.command().responseSchema();
        if (schema == null) {
            return new Fitted(first, null, List.of(first.used()), first.used().attempt());
        }
        if (first.finishReason().equals("content_filter")) {
            throw new Unfit(Refusals.blocked(), AnswerCall.known(first.used()));
        }
        Reading read = read(first, schema);
        if (read.misfits().isEmpty()) {
            return new Fitted(
                    first, read.structured(), List.of(first.used()), first.used().attempt());
        }
        Fitted repaired = repair(held, first, read.misfits(), schema);
        if (repaired != null) {
            return repaired;
        }
        throw new Unfit(Refusals.invalidOutput(read.misfits()), AnswerCall.known(first.used()));
    }

    /** Null when the first answer is the last word, and it may not be given. */
    private @Nullable Fitted repair(
            AnswerCall.Held held, ModelAnswer first, List<String> misfits, JsonNode schema) {
        var unrepaired = new Fitted(first, null, List.of(first.used()), first.used().attempt());
        boolean gives = held.command().returnsInvalid();
        CallModel.Asked again = again(held, first, misfits);
        if (!mayRepair(held, first, again)) {
            return gives ? unrepaired : null;
        }
        int n = first.used().attempt() + 1;
        try {
            ModelAnswer second =
                    callModel.once(
                            again,
                            new RunAttempt.Try(n, first.used().candidate(), false),
                            "repair");
            Reading read = read(second, schema);
            List<Metered> both = List.of(first.used(), second.used());
            if (read.misfits().isEmpty()) {
                return new Fitted(second, read.structured(), both, n);
            }
            if (gives) {
                return new Fitted(second, null, both, n);
            }
            throw new Unfit(
                    Refusals.invalidOutput(read.misfits()),
                    AnswerCall.known(first.used(), second.used()));
        } catch (AttemptFailed failed) {
            return gives ? new Fitted(first, null, List.of(first.used()), n) : null;
        }
    }

    private boolean mayRepair(AnswerCall.Held held, ModelAnswer first, CallModel.Asked again) {
        boolean time =
                Duration.between(clock.instant(), held.command().deadline())
                                .compareTo(WORTH_A_REPAIR)
                        > 0;
        if (held.command().maxRepairs() == 0
                || !time
                || first.used().candidate().profile().isOffline()) {
            return false;
        }
        Candidate candidate = first.used().candidate();
        long input =
                Routing.estimate(
                        candidate.profile(),
                        held.command().inputs(),
                        again.messages(),
                        held.command().responseSchema());
        if (!circuits.admits(candidate.profile())) {
            return false;
        }
        boolean room = false;
        try {
            room =
                    ledger.topUp(
                            held.request(),
                            first.used(),
                            Demand.of(0, 0, input, held.maxOutput(), List.of(candidate)));
            return room;
        } finally {
            if (!room) {
                circuits.forgotten(candidate.profile());
            }
        }
    }

    private static CallModel.Asked again(
            AnswerCall.Held held, ModelAnswer first, List<String> misfits) {
        var messages = new ArrayList<>(held.command().messages());
        if (!first.text().isBlank()) {
            messages.add(new Message("assistant", List.of(Part.text(first.text()))));
        }
        messages.add(
                new Message(
                        "user",
                        List.of(
                                Part.text(
                                        "Your answer did not fit the schema at: "
                                                + String.join(", ", misfits)
                                                + ". Send the whole answer again, valid by the schema and with nothing around it."))));
        CallModel.Asked asked = held.asked();
        return new CallModel.Asked(
                asked.request(),
                asked.command(),
                List.copyOf(messages),
                List.of(first.used().candidate()),
                asked.maxOutput(),
                asked.setting(),
                asked.listener());
    }

    private Reading read(ModelAnswer answer, JsonNode schema) {
        if (answer.finishReason().equals("length")) {
            return new Reading(null, List.of("$"));
        }
        Optional<JsonNode> parsed = schemas.parse(answer.text());
        return parsed.map(node -> new Reading(node, schemas.misfits(node, schema)))
                .orElseGet(() -> new Reading(null, List.of("$")));
    }
}
