package io.resolutionflow.psa.ticket;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.connection.ConnectionCalls;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaBoard;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaMember;
import io.resolutionflow.psa.connector.PsaStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Boards, statuses and members: kept 10 minutes, and up to a day while the ticketing system is away
 * (contract-psa §4).
 */
@Service
public class Lookups {

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofHours(24);

    private final LookupStore store;
    private final ConnectionCalls calls;
    private final AddressSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    Lookups(
            LookupStore store,
            ConnectionCalls calls,
            AddressSettings settings,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.calls = calls;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    public Kept<PsaBoard> boards(PsaConnection connection, boolean refresh) {
        return list(connection, "boards", "", PsaBoard.class, refresh, PsaConnector::boards);
    }

    public Kept<PsaStatus> statuses(PsaConnection connection, String boardId, boolean refresh) {
        return list(
                connection,
                "statuses",
                boardId,
                PsaStatus.class,
                refresh,
                (connector, access) -> connector.statuses(access, boardId));
    }

    public Kept<PsaMember> members(PsaConnection connection, boolean refresh) {
        return list(connection, "members", "", PsaMember.class, refresh, PsaConnector::members);
    }

    /** The name of a status from what is kept, whatever its age; nothing is called. */
    public Optional<String> keptStatusName(
            PsaConnection connection, String boardId, String statusId) {
        return store.find(connection.id(), "statuses", boardId).stream()
                .flatMap(row -> read(row.body(), PsaStatus.class).stream())
                .filter(status -> status.id().equals(statusId))
                .map(PsaStatus::name)
                .findFirst();
    }

    private <T> Kept<T> list(
            PsaConnection connection,
            String kind,
            String key,
            Class<T> type,
            boolean refresh,
            BiFunction<PsaConnector, PsaAccess, List<T>> call) {
        var kept = store.find(connection.id(), kind, key);
        if (!refresh && kept.isPresent() && isYounger(kept.get(), FRESH)) {
            return new Kept<>(read(kept.get().body(), type), false);
        }
        try {
            List<T> fetched = calls.read(connection, kind, settings.call().answer(), call);
            store.keep(
                    connection.id(), kind, key, json.writeValueAsString(fetched), clock.instant());
            return new Kept<>(fetched, false);
        } catch (DomainException e) {
            boolean away =
                    e.code().equals("psa_unreachable")
                            || "throttled".equals(e.members().get("psa_reason"));
            if (away && kept.isPresent() && isYounger(kept.get(), USABLE)) {
                return new Kept<>(read(kept.get().body(), type), true);
            }
            throw e;
        }
    }

    private boolean isYounger(LookupStore.Row row, Duration age) {
        return row.fetchedAt().isAfter(clock.instant().minus(age));
    }

    private <T> List<T> read(String body, Class<T> type) {
        return json.readValue(
                body, json.getTypeFactory().constructCollectionType(List.class, type));
    }
}
