package io.resolutionflow.psa.connector;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The ticketing systems this release can talk to. */
@Component
public class Connectors {

    private final Map<Provider, PsaConnector> byProvider = new EnumMap<>(Provider.class);

    public Connectors(List<PsaConnector> connectors) {
        connectors.forEach(connector -> byProvider.put(connector.provider(), connector));
    }

    public Optional<PsaConnector> of(Provider provider) {
        return Optional.ofNullable(byProvider.get(provider));
    }

    /**
     * @throws IllegalStateException for a provider without a connector, which creation has ruled
     *     out
     */
    public PsaConnector required(Provider provider) {
        return of(provider)
                .orElseThrow(() -> new IllegalStateException("no connector for " + provider));
    }
}
