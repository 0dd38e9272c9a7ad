package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt brought no answer; what it used all the same goes into the ledger, uncounted. */
class AttemptFailed extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;
    private final transient @Nullable Metered used;
    private final boolean passedOn;

    /**
     * @param used null when nothing is known of it
     * @param passedOn whether the caller has seen something of it: then nothing is tried again
     */
    AttemptFailed(ProviderFailure failure, @Nullable Metered used, boolean passedOn) {
        super(failure.getMessage(), null, false, false);
        this.failure = failure;
        this.used = used;
        this.passedOn = passedOn;
    }

    ProviderFailure failure() {
        return failure;
    }

    @Nullable Metered used() {
        return used;
    }

    boolean isPassedOn() {
        return passedOn;
    }

    List<Metered> billed() {
        var billed = new ArrayList<Metered>();
        if (used != null) {
            billed.add(used);
        }
        return billed;
    }
}
