package io.resolutionflow.l1walk.classification.client;

import io.resolutionflow.contracts.ai.AiCompletionsApi;
import org.springframework.cloud.openfeign.FeignClient;

/** The same call with classification's own time limit of three seconds. */
@FeignClient(
        name = "ai-gateway-service",
        contextId = "ai-classify",
        url = "${rf.clients.ai-gateway-service}",
        primary = false)
public interface QuickCompletionsApi extends AiCompletionsApi {}
