package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.paging.PageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hand-offs of the bound account. Every call runs in a transaction of the caller. */
public interface Handoffs {

    /**
     * Serialises everything that opens a hand-off of this source, to the end of the transaction.
     */
    void lockSource(UUID sourceId);

    /**
     * @return false when a hand-off of this id exists: nothing was written
     */
    boolean insert(Handoff handoff);

    Optional<Handoff> find(UUID id);

    /** With the row locked to the end of the transaction. */
    Optional<Handoff> lock(UUID id);

    /**
     * Live hand-offs of this source, and those that led to this session, locked in the order of
     * their ids.
     */
    List<Handoff> lockLive(UUID sourceId);

    /** Hand-offs whose source or session has this id, newest first. */
    List<Handoff> ofSource(UUID sourceId, Wanted wanted, PageQuery page);

    /**
     * @param snapshot they are large
     * @param viewer null for other services, which have decided who may see them
     */
    record Wanted(boolean snapshot, boolean liveOnly, @Nullable Viewer viewer) {}

    /** Who looks; {@link HandoffReading#sight} says how much they see of each. */
    record Viewer(UUID id, boolean engineer, boolean ownerOrAdmin) {}

    /**
     * The one statement that decides a claim (§3.1): true for exactly one of any number of callers.
     */
    boolean claim(UUID id, Person by, UUID continuation, Instant at);

    void save(UUID id, HandoffState state);

    void saveAssessment(UUID id, Assessment assessment, Instant at);

    /** Ends a waiting assessment together with an act, which raises the version itself. */
    void skipAssessment(UUID id);

    void saveCard(UUID id, Card card, Instant at);

    /** Source status as last known here; no version of its own. */
    void noteSourceStatus(UUID id, String sessionStatus);

    void addTransition(
            UUID id,
            @Nullable Status from,
            HandoffState to,
            Actor actor,
            @Nullable String reason,
            Instant at);

    List<Transition> transitions(UUID id);

    /** Everybody who ever held the claim. */
    List<UUID> claimers(UUID id);

    /** Who did the last act, when that was a release. */
    Optional<UUID> lastReleaser(UUID id);
}
