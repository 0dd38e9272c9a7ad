package io.resolutionflow.l1walk.matching;

/** One candidate's raw parts before calibration. */
record ScoredFlow<T>(
        T flow,
        double head,
        double node,
        double coverage,
        double trigram,
        double usage,
        double rank) {}
