package io.resolutionflow.session.handoff.client;

import feign.FeignException;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.handoff.Walks;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class L1Walks implements Walks {

    private static final Logger log = LoggerFactory.getLogger(L1Walks.class);

    private final L1Api l1;

    L1Walks(L1Api l1) {
        this.l1 = l1;
    }

    @Override
    public Optional<JsonNode> bundle(UUID walkId) {
        try {
            return Optional.of(l1.bundle(walkId));
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException none) {
            log.atWarn()
                    .addKeyValue("walk_id", walkId)
                    .log("walk bundle not available, the snapshot serves");
            return Optional.empty();
        }
    }
}
