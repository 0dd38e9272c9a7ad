package io.resolutionflow.l1walk.matching;

/**
 * What tells whether any flow fits a statement at all (contract-l1 §3.2). Node vectors are left out
 * on purpose: they help ranking and hurt abstention.
 *
 * @param noneCosine nearness to the closest shipped problem without a flow or out-of-scope example
 * @param fault it tells of something that does not work
 * @param request it asks for something, which flows seldom are about
 * @param forbidden it asks for what is never done on the desk (contract-l1 §3.5)
 * @param suspicious it reports a suspicious message, and a flow for that is there
 */
record NoneSignals(
        double bestHeadCosine,
        double lead,
        double coverage,
        double trigram,
        double length,
        double noneCosine,
        boolean fault,
        boolean request,
        boolean forbidden,
        boolean suspicious) {

    double[] features(boolean withVectors) {
        return withVectors
                ? new double[] {
                    bestHeadCosine,
                    lead,
                    coverage,
                    trigram,
                    length,
                    noneCosine,
                    bestHeadCosine - noneCosine,
                    one(fault),
                    one(request),
                    one(forbidden),
                    one(suspicious)
                }
                : new double[] {
                    lead,
                    coverage,
                    trigram,
                    length,
                    one(fault),
                    one(request),
                    one(forbidden),
                    one(suspicious)
                };
    }

    private static double one(boolean holds) {
        return holds ? 1 : 0;
    }
}
