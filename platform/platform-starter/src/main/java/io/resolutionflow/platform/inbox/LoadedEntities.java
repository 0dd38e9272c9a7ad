package io.resolutionflow.platform.inbox;

/** What JPA has read or changed in the current transaction. */
interface LoadedEntities {

    /** Writes the changes and forgets what was read, so that the next one reads the database. */
    void forget();
}
