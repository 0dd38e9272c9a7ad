package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.problem.DomainException;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Names of connections are unique in an account; the database says when one is not. */
final class ConnectionNames {

    private ConnectionNames() {}

    /**
     * @throws DomainException 409 {@code display_name_taken}
     */
    static PsaConnection unique(TransactionTemplate transaction, Supplier<PsaConnection> work) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> work.get()));
        } catch (DuplicateKeyException e) {
            throw DomainException.conflict(
                    "display_name_taken", "Another connection of this account has this name.");
        }
    }
}
