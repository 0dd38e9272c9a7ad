package io.resolutionflow.psa.halopsa;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.vendor.VendorJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tickets hold ids only; their names come from lists that hardly ever change. */
final class HaloNames {

    /** Built in, the same everywhere. */
    static final int CLOSED = 9;

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final HaloApi api;
    private final Clock clock;
    private final Map<Key, Kept> lists = new ConcurrentHashMap<>();

    HaloNames(HaloApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    private record Key(UUID connection, String path) {}

    private record Kept(JsonNode list, Instant at) {}

    /** A bare array, or the one array of a paged answer. */
    JsonNode list(PsaAccess access, String path, boolean fresh) {
        var key = new Key(access.connectionId(), path);
        Kept known = lists.get(key);
        if (fresh || known == null || known.at().plus(KEPT).isBefore(clock.instant())) {
            JsonNode told = api.get(access, path, Map.of());
            JsonNode list =
                    told.isArray()
                            ? told
                            : told.valueStream()
                                    .filter(JsonNode::isArray)
                                    .findFirst()
                                    .orElseGet(api.json()::createArrayNode);
            known = new Kept(list, clock.instant());
            lists.put(key, known);
        }
        return known.list();
    }

    @Nullable String ofType(PsaAccess access, @Nullable String id) {
        return name(access, "/TicketType", id);
    }

    @Nullable String ofStatus(PsaAccess access, @Nullable String id) {
        return name(access, "/Status", id);
    }

    @Nullable String ofAgent(PsaAccess access, @Nullable String id) {
        return name(access, "/Agent", id);
    }

    private @Nullable String name(PsaAccess access, String path, @Nullable String id) {
        if (id == null) {
            return null;
        }
        for (JsonNode one : list(access, path, false)) {
            if (id.equals(VendorJson.id(one.path("id")))) {
                return VendorJson.text(one.path("name"));
            }
        }
        return null;
    }
}
