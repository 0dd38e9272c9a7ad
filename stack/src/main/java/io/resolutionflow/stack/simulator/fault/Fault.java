package io.resolutionflow.stack.simulator.fault;

import io.resolutionflow.stack.simulator.desk.Provider;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is switched on.
 *
 * @param times how many requests it will still hit; null until it is switched off
 */
public record Fault(
        Provider provider,
        Mode mode,
        FaultArguments arguments,
        FaultMatch match,
        @Nullable Integer times) {

    boolean fits(Target target) {
        return provider == target.provider()
                && mode.canStrike(target.operation())
                && match.fits(target);
    }

    Fault usedOnce() {
        return times == null ? this : new Fault(provider, mode, arguments, match, times - 1);
    }

    boolean usedUp() {
        return times != null && times <= 0;
    }
}
