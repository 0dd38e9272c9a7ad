package io.resolutionflow.psa.writeback;

import java.io.Serial;

/**
 * Somebody else took the write-back over while this runner was silent: nothing of what it still had
 * to say is kept.
 */
class LeaseLost extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    LeaseLost() {
        super("lease lost", null, false, false);
    }
}
