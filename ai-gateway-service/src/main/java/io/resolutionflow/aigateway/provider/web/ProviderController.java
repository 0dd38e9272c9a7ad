package io.resolutionflow.aigateway.provider.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.resolutionflow.aigateway.plan.AccountSetting;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.provider.Circuits.Breaker;
import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.ModelCatalog;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.SharedHealth;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which providers there are and how they do (contract-ai §2.1): no key, no address, no vendor text.
 */
@RestController
@RequestMapping("/api/v1/ai/providers")
@Requires(Gate.OWNER_ADMIN)
class ProviderController {

    private final ModelCatalog catalog;
    private final EmbedderChoice embedder;
    private final SharedHealth health;
    private final Entitlements entitlements;

    ProviderController(
            ModelCatalog catalog,
            EmbedderChoice embedder,
            SharedHealth health,
            Entitlements entitlements) {
        this.catalog = catalog;
        this.embedder = embedder;
        this.health = health;
        this.entitlements = entitlements;
    }

    record ProviderView(
            String name,
            String type,
            String label,
            boolean configured,
            boolean allowed,
            String state,
            List<ModelView> models) {}

    record ModelView(
            String model,
            List<String> tiers,
            String state,
            String breaker,
            @Nullable Instant coolingUntil,
            @JsonProperty("error_rate_5m") @Nullable Double errorRate5m,
            @JsonProperty("p50_ms") @Nullable Long p50Ms,
            @Nullable Instant lastOkAt,
            @Nullable String lastErrorCode) {}

    @GetMapping
    List<ProviderView> all(Caller caller) {
        AccountSetting setting = entitlements.of(caller.account()).setting();
        var all = new ArrayList<ProviderView>();
        catalog.endpoints()
                .forEach((name, endpoint) -> {
                    boolean configured = catalog.isConfigured(endpoint);
                    var models = models(name);
                    all.add(
                            new ProviderView(
                                    name,
                                    endpoint.type(),
                                    name,
                                    configured,
                                    setting.allows(name),
                                    state(configured, models),
                                    models));
                });
        boolean offline = catalog.offlineEnabled();
        all.add(
                builtIn(
                        ModelProfile.OFFLINE,
                        ModelProfile.BUILT_IN.label(),
                        ModelProfile.BUILT_IN.model(),
                        offline,
                        setting));
        if (embedder.remote().isEmpty()) {
            all.add(
                    builtIn(
                            ModelCatalog.LOCAL,
                            "Embedder in the process",
                            "all-minilm-l6-v2",
                            true,
                            setting));
        }
        return all;
    }

    private List<ModelView> models(String endpoint) {
        return Stream.concat(
                        catalog.modelsOf(endpoint).stream(),
                        embedder.remote().filter(one -> one.endpoint().equals(endpoint)).stream())
                .map(this::model)
                .toList();
    }

    private static ProviderView builtIn(
            String name, String label, String model, boolean enabled, AccountSetting setting) {
        String state = enabled ? "up" : "down";
        List<String> tiers =
                name.equals(ModelProfile.OFFLINE)
                        ? Arrays.stream(Tier.values()).map(Tier::wireName).toList()
                        : List.of();
        var only = new ModelView(model, tiers, state, "closed", null, null, null, null, null);
        return new ProviderView(
                name, name, label, enabled, setting.allows(name), state, List.of(only));
    }

    /** Over all replicas: the worst breaker, the latest good answer, the busiest one's median. */
    private ModelView model(ModelProfile model) {
        List<SharedHealth.Row> seen = health.of(model);
        long calls = seen.stream().mapToLong(SharedHealth.Row::calls).sum();
        long failures = seen.stream().mapToLong(SharedHealth.Row::failures).sum();
        Breaker breaker =
                seen.stream()
                        .map(SharedHealth.Row::breaker)
                        .max(Comparator.naturalOrder())
                        .orElse(Breaker.CLOSED);
        return new ModelView(
                model.model(),
                catalog.tiersOf(model),
                state(seen, breaker),
                breaker.wireName(),
                latest(seen, SharedHealth.Row::coolingUntil),
                calls == 0 ? null : Double.valueOf((double) failures / calls),
                seen.stream()
                        .max(Comparator.comparingLong(SharedHealth.Row::calls))
                        .map(SharedHealth.Row::p50Ms)
                        .orElse(null),
                latest(seen, SharedHealth.Row::lastOkAt),
                seen.stream()
                        .map(SharedHealth.Row::lastErrorCode)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable Instant latest(
            List<SharedHealth.Row> rows, Function<SharedHealth.Row, @Nullable Instant> time) {
        return rows.stream()
                .map(time)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String state(List<SharedHealth.Row> seen, Breaker breaker) {
        if (seen.isEmpty()) {
            return "unknown";
        }
        if (breaker == Breaker.OPEN) {
            return "down";
        }
        boolean fine =
                breaker == Breaker.CLOSED
                        && seen.stream().allMatch(SharedHealth.Row::lastWasOk)
                        && latest(seen, SharedHealth.Row::coolingUntil) == null;
        return fine ? "up" : "degraded";
    }

    private static String state(boolean configured, List<ModelView> models) {
        if (!configured) {
            return "down";
        }
        if (!models.isEmpty() && models.stream().allMatch(model -> model.state().equals("down"))) {
            return "down";
        }
        if (models.stream().anyMatch(model -> model.state().equals("up"))) {
            return "up";
        }
        return models.stream()
                        .anyMatch(model ->
                                model.state().equals("degraded") || model.state().equals("down"))
                ? "degraded"
                : "unknown";
    }
}
