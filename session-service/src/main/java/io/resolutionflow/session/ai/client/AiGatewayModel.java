package io.resolutionflow.session.ai.client;

import feign.FeignException;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.AiRefusals;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.session.Actor;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers that come whole. */
@Component
class AiGatewayModel implements LanguageModel {

    private static final Logger log = LoggerFactory.getLogger(AiGatewayModel.class);
    private static final int REPAIR_SECONDS = 30;

    private final AiCompletionsApi gateway;
    private final Clock clock;

    AiGatewayModel(AiCompletionsApi gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public Answer ask(Question question, boolean allowOffline) {
        CompletionRequest request = request(question);
        try {
            return answer(question, request);
        } catch (DomainException no) {
            if (!allowOffline || no.code().equals("rate_limited")) {
                throw no;
            }
            // the key is free again after a refusal, so the second call belongs to the same try
            return answer(question, request.offline(AiTask.Offline.ONLY));
        }
    }

    private Answer answer(Question question, CompletionRequest request) {
        try {
            Completion completion = gateway.complete(question.key(), request);
            return new Answer(
                    completion.content(),
                    completion.structured(),
                    completion.answerSource(),
                    completion.requestId());
        } catch (RemoteProblemException no) {
            log.atWarn()
                    .addKeyValue("session_id", question.sessionId())
                    .addKeyValue("task", question.task().wireName())
                    .addKeyValue("code", no.code())
                    .log("no answer from the AI gateway");
            throw AiRefusals.of(no);
        } catch (RemoteUnavailableException | FeignException away) {
            log.atWarn()
                    .addKeyValue("session_id", question.sessionId())
                    .addKeyValue("task", question.task().wireName())
                    .log("AI gateway away");
            throw timedOut(away) ? AiRefusals.timedOut() : AiRefusals.away();
        }
    }

    private CompletionRequest request(Question question) {
        var request =
                CompletionRequest.of(
                                question.task(),
                                question.inputs(),
                                question.messages(),
                                question.schema(),
                                new Reference("ai_session", question.sessionId()))
                        .returningInvalid();
        if (question.attempt() > 1) {
            request =
                    repair(
                            request,
                            question.attempt(),
                            clock.instant().plusSeconds(REPAIR_SECONDS));
        }
        Actor actor = question.actor();
        return actor == null ? request : request.by(actor.id(), actor.name());
    }

    /** A repair is worth half a minute, so that the whole request stays below 100 s. */
    private static CompletionRequest repair(CompletionRequest r, int attempt, Instant deadline) {
        return new CompletionRequest(
                r.task(),
                r.phase(),
                r.inputs(),
                r.messages(),
                r.responseSchema(),
                r.onInvalid(),
                r.maxRepairs(),
                attempt,
                r.tier(),
                r.maxOutputTokens(),
                r.offline(),
                r.reference(),
                deadline,
                r.actor());
    }

    private static boolean timedOut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
