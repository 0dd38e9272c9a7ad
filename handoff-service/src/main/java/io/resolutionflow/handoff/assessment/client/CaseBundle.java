package io.resolutionflow.handoff.assessment.client;

import feign.FeignException;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the owner knows of a source beyond its snapshot (contract-handoffs §10). */
@Component
class CaseBundle {

    private static final Logger log = LoggerFactory.getLogger(CaseBundle.class);

    private final SessionApi sessions;
    private final L1Api walks;

    CaseBundle(SessionApi sessions, L1Api walks) {
        this.sessions = sessions;
        this.walks = walks;
    }

    /** Only for a snapshot that was cut; empty when its owner is away: the snapshot has to do. */
    Optional<JsonNode> of(Handoff handoff) {
        if (!handoff.request().snapshot().path("truncated").asBoolean(false)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    handoff.isWalk()
                            ? walks.bundle(handoff.request().sourceId())
                            : sessions.bundle(handoff.request().sourceId(), "assessment"));
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException away) {
            log.atWarn()
                    .addKeyValue("handoff_id", handoff.id())
                    .log("bundle not read, the cut snapshot is assessed");
            return Optional.empty();
        }
    }
}
