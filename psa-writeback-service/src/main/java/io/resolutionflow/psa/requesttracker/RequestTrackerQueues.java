package io.resolutionflow.psa.requesttracker;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaBoard;
import io.resolutionflow.psa.vendor.VendorJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Queues and their names, kept for some minutes. */
final class RequestTrackerQueues {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST_PAGES = 20;

    private final RequestTrackerApi api;
    private final Clock clock;
    private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

    RequestTrackerQueues(RequestTrackerApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    private record Kept(List<PsaBoard> queues, Instant at) {}

    List<PsaBoard> fresh(PsaAccess access) {
        var queues = new ArrayList<PsaBoard>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            var some =
                    VendorJson.each(
                            api.get(
                                            access,
                                            "/queues/all",
                                            Map.of(
                                                    "fields",
                                                    "Name,Disabled",
                                                    "per_page",
                                                    "100",
                                                    "page",
                                                    Integer.toString(page)))
                                    .path("items"),
                            queue ->
                                    new PsaBoard(
                                            VendorJson.requiredId(queue.path("id")),
                                            queue.path("Name").asString(""),
                                            !VendorJson.flag(queue.path("Disabled"))));
            queues.addAll(some);
            // pages may be short: queues the user may not see are taken out of them
            if (some.isEmpty()) {
                break;
            }
        }
        kept.put(access.connectionId(), new Kept(List.copyOf(queues), clock.instant()));
        return List.copyOf(queues);
    }

    @Nullable String name(PsaAccess access, @Nullable String id) {
        if (id == null) {
            return null;
        }
        Kept known = kept.get(access.connectionId());
        boolean old = known == null || known.at().plus(KEPT).isBefore(clock.instant());
        List<PsaBoard> queues = known == null || old ? fresh(access) : known.queues();
        return queues.stream()
                .filter(queue -> queue.id().equals(id))
                .map(PsaBoard::name)
                .findFirst()
                .orElse(null);
    }
}
