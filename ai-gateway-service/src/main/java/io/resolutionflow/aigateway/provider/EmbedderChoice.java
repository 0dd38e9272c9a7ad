package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.provider.AiProperties.Embedder;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one embedder of the deployment: the one in the process, or a configured endpoint (contract-ai
 * §7). Unlike a bad model, a bad embedder stops the start: there is nobody to fall back to, because
 * vectors of two models never mix.
 */
@Component
public class EmbedderChoice {

    /** Of every vector in this system. */
    public static final int DIMENSIONS = 384;

    private final Map<String, EmbeddingProvider> adapters;
    private final @Nullable ModelProfile remote;

    public EmbedderChoice(
            AiProperties properties, ModelCatalog catalog, List<EmbeddingProvider> adapters) {
        this.adapters =
                adapters.stream()
                        .collect(Collectors.toMap(EmbeddingProvider::type, Function.identity()));
        Embedder wanted = properties.embedder();
        this.remote =
                wanted.endpoint().isBlank()
                        ? null
                        : checked(wanted, properties.endpoints().get(wanted.endpoint()), catalog);
    }

    private ModelProfile checked(
            Embedder wanted, @Nullable Endpoint endpoint, ModelCatalog catalog) {
        if (endpoint == null || !adapters.containsKey(endpoint.type())) {
            throw refused(
                    "names no endpoint of type google or openai_compatible: name one of"
                            + " rf.ai.endpoints, or none for the embedder in the process");
        }
        if (wanted.model().isBlank()) {
            throw refused("has no model: set rf.ai.embedder.model");
        }
        if (wanted.dimensions() != DIMENSIONS) {
            throw refused(
                    "asks for "
                            + wanted.dimensions()
                            + " dimensions: every vector of this system has 384; set"
                            + " rf.ai.embedder.dimensions to that, with a model that can shorten");
        }
        if (!catalog.isConfigured(endpoint)) {
            throw refused(
                    "has an endpoint that cannot be called: give it a key, and https or allow-http");
        }
        return new ModelProfile(
                wanted.endpoint(),
                endpoint.type(),
                wanted.model(),
                wanted.label() == null ? wanted.model() : wanted.label(),
                false,
                false,
                "native",
                wanted.maxInput(),
                0,
                0,
                0,
                wanted.bytesPerTokenX100(),
                0,
                null);
    }

    public static IllegalStateException refused(String why) {
        return new IllegalStateException("rf.ai.embedder " + why);
    }

    /** Empty when the embedder in the process serves. */
    public Optional<ModelProfile> remote() {
        return Optional.ofNullable(remote);
    }

    public EmbeddingProvider adapter(ModelProfile profile) {
        EmbeddingProvider adapter = adapters.get(profile.type());
        if (adapter == null) {
            throw new IllegalStateException("no embedding adapter of type " + profile.type());
        }
        return adapter;
    }
}
