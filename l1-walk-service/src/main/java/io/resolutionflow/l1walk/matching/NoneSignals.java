package io.resolutionflow.l1walk.matching;

/**
 * What tells whether any flow fits a statement at all (contract-l1 §3.2). Node vectors are left out
 * on purpose: they help ranking and hurt abstention.
 *
 * @param noneCosine nearness to the closest shipped problem without a flow or out-of-scope example
 */
record NoneSignals(
        double bestHeadCosine,
        double lead,
        double coverage,
        double trigram,
        double length,
        double noneCosine) {

    double[] features(boolean withVectors) {
        return withVectors
                ? new double[] {
                    bestHeadCosine,
                    lead,
                    coverage,
                    trigram,
                    length,
                    noneCosine,
                    bestHeadCosine - noneCosine
                }
                : new double[] {lead, coverage, trigram, length};
    }
}
