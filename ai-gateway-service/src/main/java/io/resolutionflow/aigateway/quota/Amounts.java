package io.resolutionflow.aigateway.quota;

/** What a call takes from the windows; cost in micros. */
public record Amounts(long calls, long tokens, long cost, long treeBuilds) {

    public static final Amounts NONE = new Amounts(0, 0, 0, 0);
}
