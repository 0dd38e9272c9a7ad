package io.resolutionflow.aigateway.provider;

import java.time.Clock;
import java.util.List;

/** Keys as the service has them. */
public final class ApiKeysFixture {

    private ApiKeysFixture() {}

    public static ApiKeys keys() {
        return new ApiKeys(Clock.systemUTC());
    }

    public static ModelCatalog catalog(AiProperties properties, List<ModelProvider> adapters) {
        return new ModelCatalog(properties, keys(), adapters);
    }
}
