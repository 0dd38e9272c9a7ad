package io.resolutionflow.l1walk.matching.client;

import io.resolutionflow.contracts.ai.AiApi;
import org.springframework.cloud.openfeign.FeignClient;

/** The same call for jobs, which may wait longer than a caller on the telephone. */
@FeignClient(
        name = "ai-gateway-service",
        contextId = "ai-index",
        url = "${rf.clients.ai-gateway-service}",
        primary = false)
public interface IndexEmbeddingApi extends AiApi {}
