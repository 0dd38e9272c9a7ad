package io.resolutionflow.aigateway.provider;

import org.jspecify.annotations.Nullable;

/**
 * An open call of a model. Closing it closes the provider's side at once; any thread may, also
 * while another waits in {@link #next}.
 */
public interface ModelStream extends AutoCloseable {

    /**
     * The next event, null after {@link ModelEvent.Finished}.
     *
     * @throws ProviderFailure when the provider fails on the way
     */
    @Nullable ModelEvent next();

    @Override
    void close();
}
