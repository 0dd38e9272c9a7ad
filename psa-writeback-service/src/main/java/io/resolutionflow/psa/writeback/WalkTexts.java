package io.resolutionflow.psa.writeback;

import java.util.UUID;

/** Texts l1-walk-service makes of a walk by template. */
@FunctionalInterface
public interface WalkTexts {

    /**
     * @throws io.resolutionflow.platform.problem.DomainException 503 when l1-walk-service is away,
     *     404 when the walk is gone
     */
    String of(UUID walkId, WritebackKind kind);
}
