package io.resolutionflow.aigateway.provider;

import java.time.Clock;

/** Keys as the service has them. */
public final class ApiKeysFixture {

    private ApiKeysFixture() {}

    public static ApiKeys keys() {
        return new ApiKeys(Clock.systemUTC());
    }
}
