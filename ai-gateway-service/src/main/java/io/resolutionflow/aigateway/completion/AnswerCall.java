package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.CrashSite;
import io.resolutionflow.aigateway.ledger.Ending;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.promptlog.PromptLog;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Egress.RedactionFailed;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * From an open hold to a settled answer; whatever goes wrong on the way gives the hold back (KD-4).
 * The answer leaves only when its settle is committed.
 */
@Component
class AnswerCall {

    private static final Logger log = LoggerFactory.getLogger(AnswerCall.class);

    private final CallModel callModel;
    private final FitAnswer fitAnswer;
    private final StoredAnswers answers;
    private final PromptLog promptLog;
    private final Ledger ledger;
    private final Clock clock;

    AnswerCall(
            CallModel callModel,
            FitAnswer fitAnswer,
            StoredAnswers answers,
            PromptLog promptLog,
            Ledger ledger,
            Clock clock) {
        this.callModel = callModel;
        this.fitAnswer = fitAnswer;
        this.answers = answers;
        this.promptLog = promptLog;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** An accepted call, held and recorded. */
    record Held(
            NewRequest request,
            CompletionCommand command,
            List<Candidate> candidates,
            int maxOutput,
            Entitlement entitlement,
            AnswerListener listener) {

        CallModel.Asked asked() {
            return new CallModel.Asked(
                    request,
                    command,
                    command.messages(),
                    candidates,
                    maxOutput,
                    entitlement.setting(),
                    listener);
        }
    }

    /**
     * @param modelTime what of it was spent waiting for a model
     */
    record Answered(Completion completion, Duration modelTime) {}

    /**
     * @throws CallerGone when the caller left first; all is written down by then
     */
    Answered answer(Held held) {
        Instant began = clock.instant();
        NewRequest request = held.request();
        held.listener()
                .accepted(
                        request.id(),
                        request.tier() == null ? "" : request.tier().wireName(),
                        request.offlineReason());
        CrashSite.afterReserve();
        FitAnswer.Fitted fitted;
        try {
            ModelAnswer first = callModel.ask(held.asked());
            if (first.cancelled()) {
                throw cancelled(held, first);
            }
            fitted = fitAnswer.fit(held, first);
        } catch (AttemptFailed failed) {
            throw failed(held, failed);
        } catch (FitAnswer.Unfit unfit) {
            release(held, Ending.failed(unfit.problem().code(), null, unfit.billed()));
            throw unfit.problem();
        } catch (RedactionFailed e) {
            log.atError().setCause(e).log("redaction failed, nothing was sent");
            release(held, Ending.failed("redaction_failed", null, List.of()));
            throw Refusals.unavailable(1);
        } catch (CallerGone | DomainException no) {
            throw no;
        } catch (RuntimeException fault) {
            release(held, Ending.failed("internal_error", null, List.of()));
            throw fault;
        }
        Duration modelTime = Duration.between(began, clock.instant());
        return settle(held, fitted, modelTime);
    }

    private Answered settle(Held held, FitAnswer.Fitted fitted, Duration modelTime) {
        Completion completion = answers.completion(held, fitted, modelTime.toMillis());
        List<Integer> warnAt = held.entitlement().plan().warnAtPercent();
        byte[] stored = answers.stored(held.request(), completion);
        CrashSite.afterLastEvent();
        if (!ledger.settle(held.request(), Settlement.succeeded(fitted.used(), stored, warnAt))) {
            throw Refusals.holdLost();
        }
        CrashSite.afterSettle();
        promptLog.record(
                held.entitlement(),
                held.request().id(),
                held.command().messages(),
                completion.content());
        return new Answered(completion, modelTime);
    }

    private CallerGone cancelled(Held held, ModelAnswer answer) {
        if (answer.hasBegun()) {
            List<Integer> warnAt = held.entitlement().plan().warnAtPercent();
            ledger.settle(held.request(), Settlement.cancelled(answer.used(), warnAt));
        } else {
            ledger.release(held.request(), Ending.cancelled(List.of()));
        }
        return new CallerGone(held.request().id());
    }

    private DomainException failed(Held held, AttemptFailed failed) {
        var failure = failed.failure();
        String errorClass = failure.errorClass().wireName();
        release(held, Ending.failed(errorClass, failure.httpStatus(), failed.billed()));
        log.atWarn()
                .addKeyValue("request_id", held.request().id())
                .addKeyValue("task", held.request().task())
                .addKeyValue("error_class", errorClass)
                .log("no provider answered");
        return Refusals.of(failure);
    }

    private void release(Held held, Ending ending) {
        ledger.release(held.request(), ending);
    }

    /** What is known of an attempt's use, for the ledger. */
    static List<Metered> known(Metered... used) {
        return List.of(used).stream().filter(one -> one.counts() != null).toList();
    }
}
