package io.resolutionflow.handoff.stream;

import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** One event of the stream; {@code seq} rises per account without holes. */
public record StreamRow(
        long seq, String type, UUID originator, String intent, ObjectNode payload) {}
