package io.resolutionflow.psa.preference;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connection.StatusMappingCheck;
import io.resolutionflow.psa.connector.PsaStatus;
import io.resolutionflow.psa.ticket.Lookups;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The last check of a connection's test: whether every mapped status is still on its board. */
@Component
class MappingCheck implements StatusMappingCheck {

    private final Preferences preferences;
    private final Lookups lookups;

    MappingCheck(Preferences preferences, Lookups lookups) {
        this.preferences = preferences;
        this.lookups = lookups;
    }

    @Override
    public Optional<String> problem(PsaConnection connection) {
        JsonNode boards = preferences.get().psa().boards().path(connection.id().toString());
        for (var board : boards.properties()) {
            if (!board.getKey().equals("*")) {
                List<String> known = knownStatuses(connection, board.getKey());
                boolean gone =
                        board.getValue()
                                .valueStream()
                                .anyMatch(status ->
                                        status.isString() && !known.contains(status.asString()));
                if (gone) {
                    return Optional.of(
                            "A status chosen for board "
                                    + board.getKey()
                                    + " is not on that board any more.");
                }
            }
        }
        return Optional.empty();
    }

    private List<String> knownStatuses(PsaConnection connection, String boardId) {
        try {
            return lookups.statuses(connection, boardId, true).items().stream()
                    .filter(PsaStatus::selectable)
                    .map(PsaStatus::id)
                    .toList();
        } catch (DomainException e) {
            // a board that cannot be read has no usable status
            return List.of();
        }
    }
}
