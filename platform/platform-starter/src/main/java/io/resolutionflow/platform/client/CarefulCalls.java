package io.resolutionflow.platform.client;

import feign.Capability;
import feign.Client;

/** Puts {@link CarefulClient} around every transport. Public: Feign calls it by reflection. */
public final class CarefulCalls implements Capability {

    private final CallProperties properties;

    CarefulCalls(CallProperties properties) {
        this.properties = properties;
    }

    @Override
    public Client enrich(Client transport) {
        return new CarefulClient(transport, properties);
    }
}
