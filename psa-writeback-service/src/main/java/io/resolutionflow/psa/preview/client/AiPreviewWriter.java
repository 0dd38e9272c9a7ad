package io.resolutionflow.psa.preview.client;

import feign.FeignException;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.preview.OfflineInputs;
import io.resolutionflow.psa.preview.PreviewKind;
import io.resolutionflow.psa.preview.PreviewPrompt;
import io.resolutionflow.psa.preview.PreviewWriter;
import io.resolutionflow.psa.session.WritebackContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Previews through the AI gateway, which meters them and may answer without a model. */
@Component
class AiPreviewWriter implements PreviewWriter {

    private static final long RETRY_SECONDS = 10;

    private final AiCompletionsApi ai;
    private final SecureRandom random = new SecureRandom();

    AiPreviewWriter(AiCompletionsApi ai) {
        this.ai = ai;
    }

    @Override
    public Written write(
            PreviewKind kind,
            UUID sessionId,
            WritebackContext context,
            String key,
            boolean allowOffline,
            Author author) {
        CompletionRequest request =
                CompletionRequest.of(
                        kind.task(),
                        OfflineInputs.of(context.bundle()),
                        PreviewPrompt.of(kind, context.bundle(), fence()),
                        null,
                        new Reference("ai_session", sessionId));
        if (author.actorId() != null && author.actorName() != null) {
            request = request.by(author.actorId(), author.actorName());
        }
        try {
            return complete(key, request);
        } catch (DomainException e) {
            // once more without a model, under the same key, costs no quota
            if (allowOffline && e.status() >= 502) {
                return complete(key, request.offline(AiTask.Offline.ONLY));
            }
            throw e;
        }
    }

    private Written complete(String key, CompletionRequest request) {
        try {
            Completion answer = ai.complete(key, request);
            if (answer.content().isBlank()) {
                throw new DomainException(
                        502, "ai_provider_error", "The model gave no text. Try again.");
            }
            return new Written(answer.content(), answer.answerSource());
        } catch (RemoteProblemException e) {
            throw problem(e);
        } catch (RemoteUnavailableException | FeignException e) {
            throw unavailable();
        }
    }

    private static DomainException problem(RemoteProblemException e) {
        return switch (e.code()) {
            case "quota_exceeded",
                    "rate_limited",
                    "ai_provider_error",
                    "ai_provider_timeout",
                    "ai_disabled" ->
                    e.asOwn();
            case "invalid_model_output" ->
                    new DomainException(
                            502,
                            "ai_provider_error",
                            "The model's answer could not be used. Try again.");
            default -> unavailable();
        };
    }

    private static DomainException unavailable() {
        return new DomainException(
                        503,
                        "ai_unavailable",
                        "Texts cannot be written right now. Try again, or write it yourself.")
                .retryAfter(RETRY_SECONDS);
    }

    private String fence() {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
