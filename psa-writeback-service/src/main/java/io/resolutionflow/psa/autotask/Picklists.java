package io.resolutionflow.psa.autotask;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.vendor.VendorJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Queues, statuses and priorities of an installation: its metadata, where every value is a string.
 * Kept for some minutes, since tickets hold numbers only and their names are wanted with every
 * read.
 */
final class Picklists {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final AutotaskApi api;
    private final Clock clock;
    private final Map<UUID, Fields> kept = new ConcurrentHashMap<>();

    Picklists(AutotaskApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** One value of a list. */
    record Value(String value, String label, boolean active) {}

    private record Fields(JsonNode fields, Instant at) {}

    List<Value> fresh(PsaAccess access, String field) {
        kept.remove(access.connectionId());
        return of(access, field);
    }

    List<Value> of(PsaAccess access, String field) {
        Fields known = kept.get(access.connectionId());
        if (known == null || known.at().plus(KEPT).isBefore(clock.instant())) {
            JsonNode told = api.get(access, "/Tickets/entityInformation/fields").path("fields");
            known = new Fields(told, clock.instant());
            kept.put(access.connectionId(), known);
        }
        return values(known.fields(), field);
    }

    private static List<Value> values(JsonNode fields, String name) {
        JsonNode list =
                fields.valueStream()
                        .filter(field -> field.path("name").asString("").equals(name))
                        .map(field -> field.path("picklistValues"))
                        .findFirst()
                        .orElseGet(() -> fields.path(name));
        return list.valueStream()
                .map(value ->
                        new Value(
                                VendorJson.requiredId(value.path("value")),
                                value.path("label").asString(""),
                                value.path("isActive").asBoolean(true)))
                .toList();
    }

    @Nullable String label(PsaAccess access, String field, @Nullable String value) {
        Optional<Value> known =
                of(access, field).stream()
                        .filter(candidate -> candidate.value().equals(value))
                        .findFirst();
        return known.map(Value::label).orElse(null);
    }
}
