package io.resolutionflow.contracts.ai;

import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * Model calls (contract-ai §3). Never inside a transaction. Refusals arrive as problems: 429 {@code
 * quota_exceeded}, {@code rate_limited}; 502 {@code ai_provider_error}, {@code
 * ai_provider_timeout}, {@code invalid_model_output}; 503 {@code ai_disabled}, {@code
 * ai_unavailable}, {@code ai_not_configured}, {@code ledger_unavailable}.
 */
@FeignClient(
        name = "ai-gateway-service",
        contextId = "ai-completions",
        url = "${rf.clients.ai-gateway-service}")
public interface AiCompletionsApi {

    @PostMapping("/internal/v1/ai/completions")
    Completion complete(
            @RequestHeader("Idempotency-Key") String idempotencyKey,
            @RequestBody CompletionRequest request);
}
