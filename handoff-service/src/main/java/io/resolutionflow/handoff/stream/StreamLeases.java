package io.resolutionflow.handoff.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/**
 * Open streams of the bound account over all replicas, counted by leased rows; in a transaction of
 * the caller.
 */
public interface StreamLeases {

    /**
     * @param ofAccount live connections of the account @param ofUser of which this user's
     */
    record Count(int ofAccount, int ofUser) {}

    /** Counts with the account's opens serialised to the end of the transaction. */
    Count count(UUID userId, Duration lease);

    void open(UUID connectionId, UUID userId, UUID replica);

    /** Nothing for a connection that was closed or whose lease ran out: it stays uncounted. */
    void renew(UUID connectionId);

    void close(Collection<UUID> connectionIds);
}
