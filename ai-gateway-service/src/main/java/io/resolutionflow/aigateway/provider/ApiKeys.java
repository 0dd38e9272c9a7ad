package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The key of an endpoint: from the environment, else from its mounted file, which is looked at
 * again often enough that a new key is in use within a minute (contract-ai §5.5).
 */
@Component
public class ApiKeys {

    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private record Read(Secret key, Instant at) {}

    private final Map<Path, Read> files = new ConcurrentHashMap<>();
    private final Clock clock;

    ApiKeys(Clock clock) {
        this.clock = clock;
    }

    /** Empty when there is none. */
    public Secret of(Endpoint endpoint) {
        if (!endpoint.apiKey().isEmpty() || endpoint.apiKeyFile().isBlank()) {
            return endpoint.apiKey();
        }
        Path file = Path.of(endpoint.apiKeyFile());
        Instant now = clock.instant();
        return files.compute(
                        file,
                        (path, known) ->
                                known != null && known.at().plus(LOOK_AGAIN).isAfter(now)
                                        ? known
                                        : read(path, now))
                .key();
    }

    private static Read read(Path file, Instant now) {
        try {
            return new Read(Secret.valueOf(Files.readString(file)), now);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .log("key file unreadable: mount it or take it out of the configuration");
            return new Read(Secret.valueOf(""), now);
        }
    }
}
