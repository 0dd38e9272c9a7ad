package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.plan.KnownProviders;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What is configured, checked once at start: a bad endpoint or route is left out with "what is
 * wrong, what to do" in the log, it does not stop the service.
 */
@Component
public class ModelCatalog implements KnownProviders {

    /** The embedder in the process. */
    public static final String LOCAL = "local";

    private static final Logger log = LoggerFactory.getLogger(ModelCatalog.class);

    private final AiProperties properties;
    private final ApiKeys keys;
    private final Map<String, ModelProvider> adapters;
    private final Map<String, ModelProfile> models = new TreeMap<>();

    ModelCatalog(AiProperties properties, ApiKeys keys, List<ModelProvider> adapters) {
        this.properties = properties;
        this.keys = keys;
        this.adapters =
                adapters.stream()
                        .collect(Collectors.toMap(ModelProvider::type, Function.identity()));
        properties.models().forEach(this::add);
    }

    private void add(String key, AiProperties.Model model) {
        int slash = key.indexOf('/');
        Endpoint endpoint = slash < 1 ? null : properties.endpoints().get(key.substring(0, slash));
        if (endpoint == null) {
            log.atWarn()
                    .addKeyValue("model", key)
                    .log("model left out: name it <endpoint>/<model> with a configured endpoint");
            return;
        }
        String name = key.substring(slash + 1);
        models.put(
                key,
                new ModelProfile(
                        key.substring(0, slash),
                        endpoint.type(),
                        name,
                        model.label() == null ? name : model.label(),
                        true,
                        model.vision(),
                        model.structured(),
                        model.maxInput(),
                        model.maxOutput(),
                        model.cacheMinTokens(),
                        model.reasoningAllowance(),
                        model.bytesPerTokenX100(),
                        model.imageTokens(),
                        model.effort()));
    }

    @Override
    public boolean knows(String endpoint) {
        return endpoint.equals(ModelProfile.OFFLINE)
                || endpoint.equals(LOCAL)
                || properties.endpoints().containsKey(endpoint);
    }

    public Map<String, Endpoint> endpoints() {
        return new TreeMap<>(properties.endpoints());
    }

    public boolean offlineEnabled() {
        return properties.offlineEnabled();
    }

    /**
     * Whether calls to an endpoint could be made: there is an adapter, a safe address, and a key
     * where one is needed.
     */
    public boolean isConfigured(Endpoint endpoint) {
        boolean safe = "https".equals(endpoint.baseUrl().getScheme()) || endpoint.allowHttp();
        return adapters.containsKey(endpoint.type())
                && endpoint.baseUrl().getHost() != null
                && safe
                && (!endpoint.keyRequired() || !keys.of(endpoint).isEmpty());
    }

    /** Whether any model could answer; without one every route is the built-in provider. */
    public boolean hasLiveModels() {
        return models.values().stream().anyMatch(this::isLive);
    }

    /** A configured model by its key. */
    public Optional<ModelProfile> model(String key) {
        return Optional.ofNullable(models.get(key));
    }

    public Collection<ModelProfile> modelsOf(String endpoint) {
        return models.values().stream().filter(model -> model.endpoint().equals(endpoint)).toList();
    }

    /** The tiers whose route names a model. */
    public List<String> tiersOf(ModelProfile model) {
        String key = model.key();
        return properties.routes().entrySet().stream()
                .filter(route -> route.getValue().contains(key))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The route of a tier with what is not configured taken out, in the operator's order. */
    public List<ModelProfile> route(Tier tier) {
        var route = new ArrayList<ModelProfile>();
        for (String key : properties.routes().getOrDefault(tier.wireName(), List.of())) {
            if (key.equals(ModelProfile.OFFLINE)) {
                route.add(ModelProfile.BUILT_IN);
            } else if (models.get(key) instanceof ModelProfile model && isLive(model)) {
                route.add(model);
            }
        }
        if (route.isEmpty() && !hasLiveModels()) {
            route.add(ModelProfile.BUILT_IN);
        }
        return properties.offlineEnabled()
                ? route
                : route.stream().filter(model -> !model.isOffline()).toList();
    }

    public ModelProvider adapter(ModelProfile model) {
        ModelProvider adapter = adapters.get(model.type());
        if (adapter == null) {
            throw new IllegalStateException("no adapter of type " + model.type());
        }
        return adapter;
    }

    private boolean isLive(ModelProfile model) {
        Endpoint endpoint = properties.endpoints().get(model.endpoint());
        return endpoint != null && isConfigured(endpoint);
    }
}
