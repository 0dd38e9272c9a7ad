package io.resolutionflow.psa.connection;

import java.util.Optional;

/**
 * Whether the account's target statuses still exist; told by the preferences. May call the
 * ticketing system.
 */
public interface StatusMappingCheck {

    /** A sentence about the first mapped status that is gone; empty when all are right. */
    Optional<String> problem(PsaConnection connection);
}
