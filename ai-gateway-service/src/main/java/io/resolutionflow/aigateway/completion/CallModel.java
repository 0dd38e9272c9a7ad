package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.plan.AccountSetting;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.EgressRedactor;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelCatalog;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.ProviderHealth;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the candidates in order until one answers: at most three attempts, each with its own row
 * before its first byte leaves, no transaction open meanwhile (contract-ai §5.1, §5.2).
 */
@Component
class CallModel {

    private static final int MOST_ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final double WORTH_ANOTHER = 0.2;

    private final ModelCatalog catalog;
    private final EgressRedactor redactor;
    private final ProviderHealth health;
    private final Ledger ledger;
    private final Clock clock;

    CallModel(
            ModelCatalog catalog,
            EgressRedactor redactor,
            ProviderHealth health,
            Ledger ledger,
            Clock clock) {
        this.catalog = catalog;
        this.redactor = redactor;
        this.health = health;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param candidates not empty; the first one has its attempt row already
     */
    record Asked(
            UUID account,
            UUID request,
            CompletionCommand command,
            List<Candidate> candidates,
            int maxOutput,
            AccountSetting setting) {}

    /**
     * @throws ProviderFailure the last one
     */
    ModelAnswer ask(Asked asked) {
        Instant began = clock.instant();
        int candidate = 0;
        boolean retried = false;
        for (int n = 1; ; n++) {
            Candidate current = asked.candidates().get(candidate);
            try {
                ModelAnswer answer = once(asked, current, n);
                health.succeeded(current.profile());
                return answer;
            } catch (ProviderFailure failure) {
                health.failed(current.profile(), failure.errorClass().wireName());
                Duration pause = retried ? null : pause(failure, asked.command().deadline());
                boolean more =
                        candidate + 1 < asked.candidates().size()
                                && mayMoveOn(failure, began, asked.command().deadline());
                if (n >= MOST_ATTEMPTS || (pause == null && !more)) {
                    throw failure;
                }
                if (pause != null) {
                    sleep(pause);
                    retried = true;
                } else {
                    candidate++;
                    retried = false;
                }
                ledger.nextAttempt(
                        asked.account(),
                        asked.request(),
                        n + 1,
                        pause != null ? "retry" : "fallback",
                        asked.candidates().get(candidate),
                        failure.errorClass().wireName(),
                        failure.httpStatus());
            }
        }
    }

    private ModelAnswer once(Asked asked, Candidate candidate, int n) {
        CompletionCommand command = asked.command();
        ModelProfile profile = candidate.profile();
        EgressRedactor.Session session = redactor.open(asked.setting().redaction());
        List<Message> messages =
                profile.isOffline()
                        ? command.messages()
                        : command.messages().stream()
                                .map(m -> outgoing(m, profile, session))
                                .toList();
        var call =
                new ModelCall(
                        command.task(),
                        command.inputs(),
                        messages,
                        command.responseSchema(),
                        profile,
                        Math.min(asked.maxOutput(), profile.maxOutput())
                                + profile.reasoningAllowance(),
                        command.deadline(),
                        asked.setting().allowedProviders());
        try (ModelStream stream = catalog.adapter(profile).open(call)) {
            return read(stream, candidate, n, call, session);
        }
    }

    private ModelAnswer read(
            ModelStream stream,
            Candidate candidate,
            int n,
            ModelCall call,
            EgressRedactor.Session session) {
        var text = new StringBuilder();
        ModelEvent.Usage usage = null;
        String finish = "stop";
        String upstream = null;
        Instant first = clock.instant();
        for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
            switch (event) {
                case ModelEvent.Text piece -> text.append(piece.text());
                case ModelEvent.Usage told -> usage = told;
                case ModelEvent.Finished end -> {
                    finish = end.reason();
                    upstream = end.upstreamRequestId();
                }
            }
        }
        String content =
                candidate.profile().isOffline()
                        ? text.toString()
                        : session.restore(text.toString());
        TokenCounts counts =
                usage == null
                        ? counted(candidate.profile(), call, text.toString())
                        : usage.counts();
        UsageQuality quality = usage == null ? UsageQuality.COUNTED : usage.quality();
        return new ModelAnswer(n, candidate, content, counts, quality, finish, first, upstream);
    }

    /** For a server that tells no figures: the text as it passed. */
    private static TokenCounts counted(ModelProfile profile, ModelCall call, String text) {
        long input =
                Routing.estimate(profile, call.inputs(), call.messages(), call.responseSchema());
        long output =
                Routing.estimate(
                        profile,
                        call.inputs(),
                        List.of(new Message("assistant", List.of(Part.text(text)))),
                        null);
        return TokenCounts.counted(input, output);
    }

    private static Message outgoing(
            Message message, ModelProfile profile, EgressRedactor.Session session) {
        return new Message(
                message.role(),
                message.parts().stream().map(part -> outgoing(part, profile, session)).toList());
    }

    private static Part outgoing(Part part, ModelProfile profile, EgressRedactor.Session session) {
        if (part.text() != null) {
            return new Part("text", session.redact(part.text()), part.cache(), null, null);
        }
        if (!profile.vision() && part.data() != null) {
            return Part.text(
                    "[image: "
                            + part.mediaType()
                            + ", "
                            + part.data().length() * 3L / 4
                            + " bytes, not shown]");
        }
        return part;
    }

    /** How long to wait before the same candidate again; null when it is not to be asked again. */
    private @Nullable Duration pause(ProviderFailure failure, Instant deadline) {
        if (!failure.errorClass().sameCandidateAgain()) {
            return null;
        }
        Duration told = failure.retryAfter();
        Duration left = Duration.between(clock.instant(), deadline);
        if (failure.errorClass() == ErrorClass.RATE_LIMITED) {
            boolean soon =
                    told != null
                            && told.compareTo(LONGEST_PAUSE) <= 0
                            && told.multipliedBy(4).compareTo(left) <= 0;
            return soon ? told : null;
        }
        Duration pause =
                told != null && told.compareTo(LONGEST_PAUSE) <= 0
                        ? told
                        : PAUSE.multipliedBy(ThreadLocalRandom.current().nextInt(50, 151))
                                .dividedBy(100);
        return pause.multipliedBy(2).compareTo(left) < 0 ? pause : null;
    }

    private boolean mayMoveOn(ProviderFailure failure, Instant began, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration whole = Duration.between(began, deadline);
        boolean time = left.toMillis() >= whole.toMillis() * WORTH_ANOTHER && left.isPositive();
        return failure.errorClass().nextCandidate() && time;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderFailure(ErrorClass.INTERRUPTED, null, null);
        }
    }
}
