package io.resolutionflow.l1walk.flywheel.client;

import io.resolutionflow.contracts.ai.AiCompletionsApi;
import org.springframework.cloud.openfeign.FeignClient;

/** The same call for jobs: a draft may take two minutes. */
@FeignClient(
        name = "ai-gateway-service",
        contextId = "ai-drafts",
        url = "${rf.clients.ai-gateway-service}",
        primary = false)
public interface PatientCompletionsApi extends AiCompletionsApi {}
