package io.resolutionflow.l1walk.flow;

import java.util.UUID;

/** One published version of one flow. */
public record FlowRef(FlowSource source, UUID flowId, int versionNo) {}
