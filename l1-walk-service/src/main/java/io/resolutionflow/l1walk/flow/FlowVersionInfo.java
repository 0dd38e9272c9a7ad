package io.resolutionflow.l1walk.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a version beside its structure (contract-l1 §9.2). */
public record FlowVersionInfo(
        int versionNo,
        Instant publishedAt,
        @Nullable String publishedByName,
        @Nullable String changeNote,
        int nodeCount,
        String checksum) {}
