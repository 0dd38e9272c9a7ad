package io.resolutionflow.session.dossier;

import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.SessionGuard;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bundles for other services: one consistent read, masked, at most 512 KB. */
@Service
public class Bundles {

    private static final int MAX_BYTES = 512 * 1024;

    private final SessionGuard guard;
    private final Dossiers dossiers;
    private final SecretMask mask;
    private final JsonMapper json;

    Bundles(SessionGuard guard, Dossiers dossiers, SecretMask mask, JsonMapper json) {
        this.guard = guard;
        this.dossiers = dossiers;
        this.mask = mask;
        this.json = json;
    }

    /** A bundle and the version that makes it a safe cache key. */
    public record Versioned(long stateVersion, JsonNode bundle) {}

    public Versioned of(Actor reader, UUID sessionId) {
        return guard.reading(
                reader,
                sessionId,
                session -> {
                    Bundle bundle =
                            Bundle.of(dossiers.of(session), reader.vouched() ? null : reader.id());
                    JsonNode masked = mask.maskAll(bundle);
                    while (json.writeValueAsBytes(masked).length > MAX_BYTES
                            && !(bundle.steps().isEmpty() && bundle.messagesTail().isEmpty())) {
                        bundle = bundle.withoutOldest();
                        masked = mask.maskAll(bundle);
                    }
                    return new Versioned(session.stateVersion(), masked);
                });
    }
}
