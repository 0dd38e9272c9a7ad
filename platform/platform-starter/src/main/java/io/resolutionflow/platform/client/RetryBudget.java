package io.resolutionflow.platform.client;

/**
 * Bounds retries to a share of the calls, so that a service in trouble is not buried under them:
 * each call saves a share, each retry costs one.
 */
class RetryBudget {

    private static final double MOST = 10;

    private final double share;
    private double saved = 1;

    RetryBudget(double share) {
        this.share = share;
    }

    synchronized void called() {
        saved = Math.min(MOST, saved + share);
    }

    synchronized boolean mayRetry() {
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
