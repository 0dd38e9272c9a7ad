package io.resolutionflow.l1walk.flywheel;

import org.jspecify.annotations.Nullable;

/**
 * What came of one source (contract-l1 §10.2).
 *
 * @param verdict {@code new_flow}, {@code enhancement}, {@code auto_reinforced}, {@code counted},
 *     {@code gap} or {@code skipped}
 * @param reason why it was skipped, or that it joined a pending proposal
 */
record Learnt(String verdict, @Nullable String reason) {

    static final Learnt REINFORCED = new Learnt("auto_reinforced", null);

    static Learnt skipped(String reason) {
        return new Learnt("skipped", reason);
    }

    static Learnt of(String verdict) {
        return new Learnt(verdict, null);
    }
}
