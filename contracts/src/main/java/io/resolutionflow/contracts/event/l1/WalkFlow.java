package io.resolutionflow.contracts.event.l1;

import java.util.UUID;

/** The flow a walk is pinned to. @param source {@code account} or {@code library} */
public record WalkFlow(UUID id, String source, int versionNo) {}
