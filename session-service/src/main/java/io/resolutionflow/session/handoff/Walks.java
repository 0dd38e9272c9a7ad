package io.resolutionflow.session.handoff;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The L1 desk. Never called inside a transaction. */
public interface Walks {

    /** Everything about a walk, or nothing when the desk does not answer in two seconds. */
    Optional<JsonNode> bundle(UUID walkId);
}
