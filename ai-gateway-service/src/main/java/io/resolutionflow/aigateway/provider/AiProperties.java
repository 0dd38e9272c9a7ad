package io.resolutionflow.aigateway.provider;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Endpoints, models and routes of the deployment (contract-ai §5.1). Model names are configuration;
 * code knows none.
 *
 * @param maxInFlight calls this replica makes at once; beyond it, accounts above an equal share are
 *     shed
 * @param models by {@code <endpoint>/<model>}
 * @param routes by tier: {@code fast}, {@code standard}, {@code deep}; entries are keys of {@code
 *     models} or {@code offline}
 */
@ConfigurationProperties("rf.ai")
public record AiProperties(
        String defaultPlan,
        @DefaultValue("true") boolean offlineEnabled,
        @DefaultValue("400") int maxInFlight,
        @DefaultValue Map<String, Endpoint> endpoints,
        @DefaultValue Map<String, Model> models,
        @DefaultValue Map<String, List<String>> routes,
        @DefaultValue Embedder embedder) {

    /**
     * Who makes the vectors of this deployment.
     *
     * @param endpoint name of an endpoint of type {@code google} or {@code openai_compatible};
     *     empty for the embedder in the process
     * @param dimensions asked for, and those of every vector of this system: nothing but 384
     * @param maxInput longest text in tokens; a longer one is split, and its parts averaged
     */
    public record Embedder(
            @DefaultValue("") String endpoint,
            @DefaultValue("") String model,
            @Nullable String label,
            @DefaultValue("384") int dimensions,
            @DefaultValue("2048") int maxInput,
            @DefaultValue("300") int bytesPerTokenX100) {}

    /**
     * @param apiKeyFile mounted file with the key, read again within a minute of a change; used
     *     when {@code apiKey} is empty
     * @param outputBound name of the member that bounds the output: compatible servers often know
     *     only {@code max_tokens}
     */
    public record Endpoint(
            String type,
            URI baseUrl,
            @DefaultValue("") Secret apiKey,
            @DefaultValue("") String apiKeyFile,
            @DefaultValue("true") boolean keyRequired,
            @DefaultValue("false") boolean allowHttp,
            @DefaultValue("max_completion_tokens") String outputBound) {}

    /**
     * Sizes in tokens; {@code bytesPerTokenX100} is used for estimates only.
     *
     * @param cacheMinTokens shortest prefix the vendor caches
     * @param effort how deep the model thinks, in the vendor's own word; nothing is sent without it
     */
    public record Model(
            @Nullable String label,
            @DefaultValue("false") boolean vision,
            @DefaultValue("prompted") String structured,
            @DefaultValue("32000") int maxInput,
            @DefaultValue("16000") int maxOutput,
            @DefaultValue("1024") int cacheMinTokens,
            @DefaultValue("0") int reasoningAllowance,
            @DefaultValue("300") int bytesPerTokenX100,
            @DefaultValue("2500") int imageTokens,
            @Nullable String effort) {}
}
