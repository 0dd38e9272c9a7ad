package io.resolutionflow.psa.ticket;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.psa.connection.PsaConnection;
import java.util.Optional;

/** Who the caller is in the ticketing system; told by the member mappings. */
@FunctionalInterface
public interface OwnMember {

    /** Empty when nobody there is the caller. */
    Optional<String> of(PsaConnection connection, Caller caller);
}
