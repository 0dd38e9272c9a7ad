package io.resolutionflow.aigateway.provider;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What this replica last saw of each model. Keys are configured models only, so it cannot grow. */
@Component
public class ProviderHealth {

    public record Seen(
            @Nullable Instant lastOkAt, @Nullable String lastErrorCode, boolean lastWasOk) {}

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Clock clock;

    ProviderHealth(Clock clock) {
        this.clock = clock;
    }

    public void succeeded(ModelProfile model) {
        seen.put(key(model), new Seen(clock.instant(), null, true));
    }

    public void failed(ModelProfile model, String errorCode) {
        seen.compute(
                key(model),
                (key, old) -> new Seen(old == null ? null : old.lastOkAt(), errorCode, false));
    }

    public @Nullable Seen of(ModelProfile model) {
        return seen.get(key(model));
    }

    private static String key(ModelProfile model) {
        return model.endpoint() + "/" + model.model();
    }
}
