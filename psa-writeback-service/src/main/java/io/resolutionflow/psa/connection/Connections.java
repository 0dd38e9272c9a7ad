package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finding connections of the bound account. */
@Service
@Transactional(readOnly = true)
public class Connections {

    private final ConnectionStore store;

    Connections(ConnectionStore store) {
        this.store = store;
    }

    /** All but deleted ones, newest first. */
    public List<PsaConnection> list() {
        return store.live();
    }

    /** For an id in a path. */
    public PsaConnection inPath(UUID id) {
        return live(id).orElseThrow(DomainException::notFound);
    }

    /** For an id in a query or a body. */
    public PsaConnection named(UUID id) {
        return live(id).orElseThrow(Connections::unknown);
    }

    private Optional<PsaConnection> live(UUID id) {
        return store.find(id).filter(connection -> !connection.isDeleted());
    }

    /** Its status mapping needs repair: a mapped status was refused. */
    @Transactional
    public void markMapping(UUID id) {
        store.markMapping(id);
    }

    /** Also a deleted one: write-backs and receipts outlive their connection. */
    public Optional<PsaConnection> everKnown(UUID id) {
        return store.find(id);
    }

    public Optional<PsaConnection> defaultOne() {
        return store.live().stream().filter(PsaConnection::isDefault).findFirst();
    }

    /**
     * The named one, or else the default, or else the only one (contract-psa §4).
     *
     * @throws DomainException 404 {@code psa_connection_not_found}, 422 {@code
     *     connection_required}, 503 {@code psa_not_configured}
     */
    public PsaConnection chosen(@Nullable UUID id) {
        if (id != null) {
            return named(id);
        }
        List<PsaConnection> live = store.live();
        if (live.isEmpty()) {
            throw new DomainException(
                    503,
                    "psa_not_configured",
                    "No ticketing system is connected. An administrator can connect one in the settings.");
        }
        return live.stream()
                .filter(connection -> connection.isDefault() || live.size() == 1)
                .findFirst()
                .orElseThrow(() ->
                        DomainException.unprocessable(
                                "connection_required",
                                "This account has several ticketing systems. Say which one is meant."));
    }

    static DomainException unknown() {
        return DomainException.notFound(
                "psa_connection", "This account has no such connection to a ticketing system.");
    }
}
