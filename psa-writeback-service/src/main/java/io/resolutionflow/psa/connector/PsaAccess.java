package io.resolutionflow.psa.connector;

import io.resolutionflow.psa.secret.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An opened connection: what a connector needs for calls.
 *
 * @param within longest time for one call
 * @param zone remembers what the system told about its own address
 */
public record PsaAccess(
        UUID accountId,
        UUID connectionId,
        @Nullable URI baseUrl,
        JsonNode config,
        Credentials credentials,
        Duration within,
        ZoneMemory zone) {

    /** Codebase (ConnectWise) or zone (Autotask) of a connection, kept between calls. */
    public interface ZoneMemory {

        @Nullable String known();

        void remember(String zone);
    }
}
