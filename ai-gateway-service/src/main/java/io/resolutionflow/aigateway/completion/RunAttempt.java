package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.CrashSite;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Egress;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelCatalog;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One attempt at one candidate: one call of its provider, read to its end, cut or cancelled. */
@Component
class RunAttempt {

    private final ModelCatalog catalog;
    private final Egress egress;
    private final Clock clock;

    RunAttempt(ModelCatalog catalog, Egress egress, Clock clock) {
        this.catalog = catalog;
        this.egress = egress;
        this.clock = clock;
    }

    /**
     * @param n number of the attempt within the request
     * @param plain without what the server refused by name
     */
    record Try(int n, Candidate candidate, boolean plain) {}

    /** What is read, and what of it has been passed on. */
    private static final class Reading {
        private final StringBuilder text = new StringBuilder();
        private final UsageMeter meter;
        private final Egress.Answer answer;
        private @Nullable Instant firstEventAt;
        private String finish = "stop";
        private @Nullable String upstream;
        private boolean finished;

        Reading(UsageMeter meter, Egress.Answer answer) {
            this.meter = meter;
            this.answer = answer;
        }
    }

    /**
     * @throws AttemptFailed when the provider brought no answer
     */
    ModelAnswer run(CallModel.Asked asked, Try attempt) {
        ModelProfile profile = attempt.candidate().profile();
        Egress.Session session = egress.open(asked.setting().redaction());
        ModelCall call = call(asked, attempt, session);
        var meter =
                new UsageMeter(
                        profile,
                        () ->
                                Routing.estimate(
                                        profile,
                                        call.inputs(),
                                        call.messages(),
                                        call.responseSchema()));
        var reading = new Reading(meter, session.answer(call.responseSchema() != null));
        try (ModelStream stream = catalog.adapter(profile).open(call)) {
            CrashSite.afterSending();
            asked.listener().opening(stream);
            read(stream, reading, asked, attempt.candidate(), call);
            pass(reading.answer.rest(), reading, asked);
        } catch (ProviderFailure failure) {
            if (!asked.listener().isGone()) {
                throw failed(failure, reading, asked, attempt);
            }
        }
        return new ModelAnswer(
                metered(reading, attempt),
                reading.text.toString(),
                reading.finish,
                asked.listener().isGone() && !reading.finished);
    }

    private void read(
            ModelStream stream,
            Reading reading,
            CallModel.Asked asked,
            Candidate candidate,
            ModelCall call) {
        for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
            if (reading.firstEventAt == null) {
                reading.firstEventAt = clock.instant();
                asked.listener().started(candidate);
                CrashSite.afterFirstEvent();
            }
            switch (event) {
                case ModelEvent.Text piece -> {
                    reading.meter.passed(piece.text());
                    pass(reading.answer.piece(piece.text()), reading, asked);
                }
                case ModelEvent.Usage told -> reading.meter.told(told);
                case ModelEvent.Alive alive -> {
                    // it thinks
                }
                case ModelEvent.Finished end -> {
                    reading.finished = true;
                    reading.finish = end.reason();
                    reading.upstream = end.upstreamRequestId();
                }
            }
            if (asked.listener().isGone()) {
                return;
            }
            boolean over = call.streamed() && reading.meter.written() > call.maxOutputTokens();
            if (over && !reading.finished && !candidate.profile().isOffline()) {
                // whatever the provider thinks of its bound: more than this was not held
                reading.finish = "length";
                return;
            }
        }
    }

    private static void pass(String piece, Reading reading, CallModel.Asked asked) {
        if (!piece.isEmpty()) {
            reading.text.append(piece);
            asked.listener().text(piece);
        }
    }

    private AttemptFailed failed(
            ProviderFailure failure, Reading reading, CallModel.Asked asked, Try attempt) {
        Metered used = metered(reading, attempt);
        boolean passedOn = asked.listener().isStreaming() && reading.firstEventAt != null;
        // a stream that broke before anything was passed on is a server that failed
        ProviderFailure told =
                failure.errorClass() == ErrorClass.INTERRUPTED && reading.firstEventAt == null
                        ? new ProviderFailure(ErrorClass.SERVER, failure.httpStatus(), null)
                        : failure;
        return new AttemptFailed(told, used.counts() == null ? null : used, passedOn);
    }

    private static Metered metered(Reading reading, Try attempt) {
        return new Metered(
                attempt.n(),
                attempt.candidate(),
                reading.meter.counts(reading.finished),
                reading.meter.quality(reading.finished),
                reading.firstEventAt,
                reading.upstream);
    }

    private static ModelCall call(CallModel.Asked asked, Try attempt, Egress.Session session) {
        CompletionCommand command = asked.command();
        ModelProfile profile = attempt.candidate().profile();
        List<Message> messages =
                profile.isOffline()
                        ? asked.messages()
                        : asked.messages().stream()
                                .map(message -> outgoing(message, profile, session))
                                .toList();
        return new ModelCall(
                command.task(),
                command.inputs(),
                messages,
                command.responseSchema(),
                profile,
                Math.min(asked.maxOutput(), profile.maxOutput()) + profile.reasoningAllowance(),
                command.deadline(),
                asked.setting().allowedProviders(),
                asked.listener().isStreaming(),
                attempt.plain());
    }

    private static Message outgoing(Message message, ModelProfile profile, Egress.Session session) {
        return new Message(
                message.role(),
                message.parts().stream().map(part -> outgoing(part, profile, session)).toList());
    }

    private static Part outgoing(Part part, ModelProfile profile, Egress.Session session) {
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
}
