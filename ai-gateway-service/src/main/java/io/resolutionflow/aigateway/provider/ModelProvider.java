package io.resolutionflow.aigateway.provider;

/**
 * A kind of model server (contract-ai §5.5). One {@link #open} is one request at the provider:
 * retries belong to the gateway.
 */
public interface ModelProvider {

    /** The endpoint type it serves, as written in the configuration. */
    String type();

    /**
     * @throws ProviderFailure before the first event
     */
    ModelStream open(ModelCall call);
}
