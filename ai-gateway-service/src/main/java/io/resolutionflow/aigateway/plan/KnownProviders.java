package io.resolutionflow.aigateway.plan;

/**
 * Tells which endpoint names exist in this deployment, so that an allow-list cannot name others.
 */
@FunctionalInterface
public interface KnownProviders {

    boolean knows(String endpoint);
}
