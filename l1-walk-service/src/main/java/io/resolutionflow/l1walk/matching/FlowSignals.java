package io.resolutionflow.l1walk.matching;

/**
 * What was measured between a statement and one flow, each 0–1.
 *
 * @param lead how far its rank is ahead of the next candidate; negative behind the best
 */
record FlowSignals(
        double headCosine, double nodeCosine, double coverage, double trigram, double lead) {

    double[] fitFeatures(boolean withVectors) {
        return withVectors
                ? new double[] {headCosine, nodeCosine, coverage, trigram, lead}
                : new double[] {coverage, trigram, lead};
    }
}
