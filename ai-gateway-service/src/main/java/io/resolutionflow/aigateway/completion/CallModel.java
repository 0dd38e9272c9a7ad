package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.plan.AccountSetting;
import io.resolutionflow.aigateway.provider.Affinity;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.ProviderHealth;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Asks the candidates in order until one answers: at most three attempts, each with its own row
 * before its first byte leaves, no transaction open meanwhile (contract-ai §5.1, §5.2).
 */
@Component
class CallModel {

    private final RunAttempt runAttempt;
    private final RetryPolicy retryPolicy;
    private final Circuits circuits;
    private final ProviderHealth health;
    private final Affinity affinity;
    private final AttemptTelemetry telemetry;
    private final Ledger ledger;
    private final Clock clock;

    CallModel(
            RunAttempt runAttempt,
            RetryPolicy retryPolicy,
            Circuits circuits,
            ProviderHealth health,
            Affinity affinity,
            AttemptTelemetry telemetry,
            Ledger ledger,
            Clock clock) {
        this.runAttempt = runAttempt;
        this.retryPolicy = retryPolicy;
        this.circuits = circuits;
        this.health = health;
        this.affinity = affinity;
        this.telemetry = telemetry;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param messages what is sent: the command's, or those of a repair
     * @param candidates not empty; the first one has its attempt row already, and its breaker let
     *     it through
     * @param maxOutput the output bound that is held, without the reasoning allowance
     */
    record Asked(
            NewRequest request,
            CompletionCommand command,
            List<Message> messages,
            List<Candidate> candidates,
            int maxOutput,
            AccountSetting setting,
            AnswerListener listener) {}

    /**
     * @throws AttemptFailed the last one
     */
    ModelAnswer ask(Asked asked) {
        Instant began = clock.instant();
        Instant deadline = asked.command().deadline();
        var attempt = new RunAttempt.Try(1, asked.candidates().getFirst(), false);
        String kind = "first";
        boolean retried = false;
        while (true) {
            try {
                return once(asked, attempt, kind);
            } catch (AttemptFailed failed) {
                RetryPolicy.Next next =
                        failed.isPassedOn() || asked.listener().isGone()
                                ? null
                                : retryPolicy.after(
                                        attempt,
                                        failed.failure(),
                                        asked.candidates(),
                                        retried,
                                        began,
                                        deadline);
                if (next == null) {
                    throw failed;
                }
                begin(asked, next, failed);
                attempt = next.attempt();
                kind = next.kind();
                retried = kind.equals("retry");
            }
        }
    }

    /** Waits as long as the policy says, then commits the row of the next attempt. */
    private void begin(Asked asked, RetryPolicy.Next next, AttemptFailed failed) {
        Candidate candidate = next.attempt().candidate();
        try {
            sleep(next.pause(), failed);
            ledger.nextAttempt(
                    asked.request(),
                    next.attempt().n(),
                    next.kind(),
                    candidate,
                    failed.failure(),
                    failed.used());
        } catch (RuntimeException notMade) {
            circuits.forgotten(candidate.profile());
            throw notMade;
        }
    }

    /**
     * One attempt that its breaker let through, with what is learned from it.
     *
     * @throws AttemptFailed when it brought no answer
     */
    ModelAnswer once(Asked asked, RunAttempt.Try attempt, String kind) {
        ModelProfile profile = attempt.candidate().profile();
        Instant began = clock.instant();
        var observed = telemetry.began(asked, attempt, kind);
        try {
            ModelAnswer answer = runAttempt.run(asked, attempt);
            Duration took = Duration.between(began, clock.instant());
            if (answer.cancelled()) {
                circuits.forgotten(profile);
            } else {
                circuits.succeeded(profile, took);
                health.succeeded(profile, took);
                affinity.served(asked.request().account(), asked.command().reference(), profile);
            }
            observed.answered(answer);
            return answer;
        } catch (AttemptFailed failed) {
            Duration took = Duration.between(began, clock.instant());
            circuits.failed(profile, failed.failure(), took);
            health.failed(profile, failed.failure().errorClass().wireName(), took);
            observed.failed(failed);
            throw failed;
        } catch (RuntimeException fault) {
            circuits.forgotten(profile);
            observed.broken();
            throw fault;
        }
    }

    private static void sleep(Duration pause, AttemptFailed failed) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AttemptFailed(
                    new ProviderFailure(ErrorClass.INTERRUPTED, null, null), failed.used(), false);
        }
    }
}
