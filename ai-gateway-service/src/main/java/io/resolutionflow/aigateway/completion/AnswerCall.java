package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * From an open hold to a settled answer; whatever goes wrong on the way gives the hold back (KD-4).
 */
@Component
class AnswerCall {

    private static final Logger log = LoggerFactory.getLogger(AnswerCall.class);

    private final CallModel callModel;
    private final AnswerSchema schemas;
    private final StoredAnswers answers;
    private final Ledger ledger;
    private final Clock clock;

    AnswerCall(
            CallModel callModel,
            AnswerSchema schemas,
            StoredAnswers answers,
            Ledger ledger,
            Clock clock) {
        this.callModel = callModel;
        this.schemas = schemas;
        this.answers = answers;
        this.ledger = ledger;
        this.clock = clock;
    }

    Completion answer(
            NewRequest request,
            CompletionCommand command,
            List<Candidate> candidates,
            int maxOutput,
            Entitlement entitlement) {
        Instant began = clock.instant();
        Completion completion;
        Settlement settlement;
        try {
            CrashPoint.hit("ai.after-reserve");
            ModelAnswer answer =
                    callModel.ask(
                            new CallModel.Asked(
                                    request.account(),
                                    request.id(),
                                    command,
                                    candidates,
                                    maxOutput,
                                    entitlement.setting()));
            JsonNode structured = structured(command, answer);
            long latency = Duration.between(began, clock.instant()).toMillis();
            completion =
                    answers.completion(request, command, answer, structured, maxOutput, latency);
            settlement = settlement(answer, answers.bytes(completion), entitlement);
            CrashPoint.hit("ai.after-last-event");
        } catch (ProviderFailure failure) {
            ledger.release(request, failure.errorClass().wireName(), failure.httpStatus());
            log.atWarn()
                    .addKeyValue("request_id", request.id())
                    .addKeyValue("task", request.task())
                    .addKeyValue("error_class", failure.errorClass().wireName())
                    .log("no provider answered");
            throw Refusals.of(failure);
        } catch (DomainException no) {
            ledger.release(request, no.code(), null);
            throw no;
        } catch (RuntimeException fault) {
            ledger.release(request, "internal_error", null);
            throw fault;
        }
        if (!ledger.settle(request, settlement)) {
            throw Refusals.holdLost();
        }
        CrashPoint.hit("ai.after-settle");
        return completion;
    }

    private @Nullable JsonNode structured(CompletionCommand command, ModelAnswer answer) {
        JsonNode schema = command.responseSchema();
        if (schema == null) {
            return null;
        }
        if (answer.finishReason().equals("content_filter")) {
            throw Refusals.blocked();
        }
        Optional<JsonNode> parsed = schemas.parse(answer.text());
        List<String> misfits =
                parsed.isEmpty() ? List.of("$") : schemas.misfits(parsed.get(), schema);
        if (misfits.isEmpty()) {
            return parsed.orElseThrow();
        }
        if (command.returnsInvalid()) {
            return null;
        }
        throw Refusals.invalidOutput(misfits);
    }

    private static Settlement settlement(
            ModelAnswer answer, byte[] stored, Entitlement entitlement) {
        return new Settlement(
                answer.attempt(),
                answer.candidate(),
                answer.counts(),
                answer.quality(),
                answer.firstEventAt(),
                answer.upstreamRequestId(),
                stored,
                entitlement.plan().warnAtPercent());
    }
}
