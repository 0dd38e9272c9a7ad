package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.observability.TraceIds;
import org.springframework.stereotype.Component;

/** Ledger rows of the task {@code embed}. */
@Component
class EmbedRequests {

    private final Ids ids;
    private final TraceIds traces;

    EmbedRequests(Ids ids, TraceIds traces) {
        this.ids = ids;
        this.traces = traces;
    }

    NewRequest of(Caller caller, EmbeddingRequest request) {
        return new NewRequest(
                ids.next(),
                caller.account(),
                "embed",
                "continue",
                null,
                request.reference(),
                1,
                caller.isService() ? null : caller.userId(),
                caller.isService() ? null : caller.name(),
                caller.actingAs(),
                null,
                "",
                null,
                traces.current());
    }
}
