package io.resolutionflow.psa.zammad;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.vendor.VendorJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which states end a ticket: told by their type, kept for some minutes. */
final class ZammadStates {

    /** Types "closed" and "merged" of every installation. */
    private static final Set<String> ENDING_TYPES = Set.of("5", "6");

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ZammadApi api;
    private final Clock clock;
    private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

    ZammadStates(ZammadApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    private record Kept(List<JsonNode> states, Instant at) {}

    List<JsonNode> fresh(PsaAccess access) {
        List<JsonNode> states =
                VendorJson.each(api.get(access, "/ticket_states", Map.of()), state -> state);
        kept.put(access.connectionId(), new Kept(states, clock.instant()));
        return states;
    }

    Set<String> closed(PsaAccess access) {
        Kept known = kept.get(access.connectionId());
        boolean old = known == null || known.at().plus(KEPT).isBefore(clock.instant());
        List<JsonNode> states = known == null || old ? fresh(access) : known.states();
        return states.stream()
                .filter(ZammadStates::ends)
                .map(state -> VendorJson.requiredId(state.path("id")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean ends(JsonNode state) {
        String type = VendorJson.id(state.path("state_type_id"));
        return type != null && ENDING_TYPES.contains(type);
    }
}
