package io.resolutionflow.psa.connection;

import java.util.UUID;

/**
 * What waits for a connection; told by the write-backs, so that a connection knows nothing of them.
 */
public interface OpenWritebacks {

    /** Unfinished ones of the connection. Inside the caller's transaction. */
    int count(UUID connectionId);

    /** Cancels those of which nothing was sent. Inside the caller's transaction. */
    void cancelUnsent(UUID connectionId);

    /** Makes kept ones due. Inside the caller's transaction. */
    void makeDue(UUID connectionId);
}
