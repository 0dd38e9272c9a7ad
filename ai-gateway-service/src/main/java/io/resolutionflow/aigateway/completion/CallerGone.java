package io.resolutionflow.aigateway.completion;

import java.io.Serial;
import java.util.UUID;

/** The caller closed its stream, or may not listen any longer. Nobody is there to be answered. */
public class CallerGone extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final UUID requestId;

    CallerGone(UUID requestId) {
        super("caller gone", null, false, false);
        this.requestId = requestId;
    }

    public UUID requestId() {
        return requestId;
    }
}
