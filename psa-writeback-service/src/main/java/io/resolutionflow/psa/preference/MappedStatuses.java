package io.resolutionflow.psa.preference;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.PsaStatus;
import io.resolutionflow.psa.preference.PreferencePatch.Mapping;
import io.resolutionflow.psa.ticket.Lookups;
import java.util.List;
import org.springframework.stereotype.Component;

/** A status belongs to a board: what a person maps is checked against that board's list (KD-41). */
@Component
class MappedStatuses {

    private final Connections connections;
    private final Lookups lookups;

    MappedStatuses(Connections connections, Lookups lookups) {
        this.connections = connections;
        this.lookups = lookups;
    }

    /**
     * @throws DomainException 422 {@code status_not_on_board}, {@code status_inactive}; 502 when
     *     there is nothing to check against
     */
    void check(List<Mapping> mappings) {
        for (Mapping mapping : mappings) {
            PsaConnection connection = connections.named(mapping.connectionId());
            if (connection.capabilities().statusList()) {
                check(connection, mapping);
            }
        }
    }

    private void check(PsaConnection connection, Mapping mapping) {
        PsaStatus status =
                statuses(connection, mapping.boardId()).stream()
                        .filter(candidate -> candidate.id().equals(mapping.statusId()))
                        .findFirst()
                        .orElseThrow(() ->
                                DomainException.unprocessable(
                                                "status_not_on_board",
                                                "This board has no such status. Choose one of its own.")
                                        .with("field", mapping.field()));
        if (!status.selectable()) {
            throw DomainException.unprocessable(
                            "status_inactive",
                            "\""
                                    + status.name()
                                    + "\" is no longer in use on this board. Choose another one.")
                    .with("field", mapping.field());
        }
    }

    /** None where there is no such board. */
    private List<PsaStatus> statuses(PsaConnection connection, String boardId) {
        try {
            return lookups.statuses(connection, boardId, false).items();
        } catch (DomainException e) {
            if (e.status() == 404) {
                return List.of();
            }
            throw e;
        }
    }
}
