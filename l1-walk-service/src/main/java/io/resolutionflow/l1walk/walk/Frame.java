package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowRef;
import java.util.UUID;

/** An open sub-flow, pinned to the version that was current when it was opened. */
public record Frame(
        UUID id, int depth, FlowRef flow, String slug, String title, String parentNodeId) {}
