package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Stored;
import java.io.Serial;

/** Ends a request whose key is known with the answer that its first run got. */
class ReplayedAnswer extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final transient Stored answer;

    ReplayedAnswer(Stored answer) {
        super("answered before", null, false, false);
        this.answer = answer;
    }

    Stored answer() {
        return answer;
    }
}
