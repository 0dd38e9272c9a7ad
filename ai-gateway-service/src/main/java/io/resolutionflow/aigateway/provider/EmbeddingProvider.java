package io.resolutionflow.aigateway.provider;

/** A kind of server that makes vectors; one {@link #embed} is one request at it. */
public interface EmbeddingProvider {

    /** The endpoint type it serves, as written in the configuration. */
    String type();

    /**
     * @throws ProviderFailure for everything that is not one vector for each text
     */
    EmbeddedTexts embed(EmbeddingCall call);
}
