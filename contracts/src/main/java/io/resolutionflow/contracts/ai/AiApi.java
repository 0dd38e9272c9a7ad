package io.resolutionflow.contracts.ai;

import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.contracts.ai.AiCalls.Embeddings;
import io.resolutionflow.contracts.ai.AiCalls.QuotaCheck;
import io.resolutionflow.contracts.ai.AiCalls.QuotaCheckRequest;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Quick operations of the AI gateway: embeddings, advice on quota, route (contract-ai §3, §7). */
@FeignClient(
        name = "ai-gateway-service",
        contextId = "ai",
        url = "${rf.clients.ai-gateway-service}")
public interface AiApi {

    @PostMapping("/internal/v1/ai/embeddings")
    Embeddings embed(@RequestBody EmbeddingRequest request);

    /** Advice for screens, and the AI switch for intake; nothing may gate on its quota part. */
    @PostMapping("/internal/v1/ai/quota/check")
    QuotaCheck checkQuota(@RequestBody QuotaCheckRequest request);

    /** What would answer this task now. */
    @GetMapping("/internal/v1/ai/route")
    JsonNode route(@RequestParam String task);
}
