package io.resolutionflow.session.dossier;

import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.session.AiSession;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the snapshot of a hand-off, masked and at most 64 KiB: the oldest steps go first. */
@Component
public class Snapshots {

    static final int MAX_BYTES = 64 * 1024;

    private final Dossiers dossiers;
    private final SecretMask mask;
    private final JsonMapper json;

    Snapshots(Dossiers dossiers, SecretMask mask, JsonMapper json) {
        this.dossiers = dossiers;
        this.mask = mask;
        this.json = json;
    }

    public JsonNode take(AiSession session) {
        Snapshot snapshot = Snapshot.of(dossiers.of(session));
        JsonNode masked = mask.maskAll(snapshot);
        while (json.writeValueAsBytes(masked).length > MAX_BYTES
                && !snapshot.stepsTried().isEmpty()) {
            snapshot = snapshot.withoutOldest(Math.max(1, snapshot.stepsTried().size() / 4));
            masked = mask.maskAll(snapshot);
        }
        return masked;
    }
}
