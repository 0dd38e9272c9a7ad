package io.resolutionflow.aigateway.provider;

import org.jspecify.annotations.Nullable;

/**
 * A model of an endpoint as routing and metering need it; sizes in tokens.
 *
 * @param endpoint configured name, e.g. {@code openai}; {@code offline} for the built-in provider
 * @param type which adapter serves it
 * @param label fit for people
 * @param structured {@code native} or {@code prompted}
 * @param cacheMinTokens shortest prefix the vendor caches
 * @param reasoningAllowance held and sent on top of the output bound
 * @param effort how deep it thinks, in the vendor's word; null = as the vendor decides
 */
public record ModelProfile(
        String endpoint,
        String type,
        String model,
        String label,
        boolean isLanguageModel,
        boolean vision,
        String structured,
        int maxInput,
        int maxOutput,
        int cacheMinTokens,
        int reasoningAllowance,
        int bytesPerTokenX100,
        int imageTokens,
        @Nullable String effort) {

    public static final String OFFLINE = "offline";

    /** The built-in provider, there in every deployment unless the operator switched it off. */
    public static final ModelProfile BUILT_IN =
            new ModelProfile(
                    OFFLINE,
                    OFFLINE,
                    "runbook-1",
                    "Built-in assistant, not a language model",
                    false,
                    false,
                    "native",
                    400_000,
                    16_000,
                    0,
                    0,
                    400,
                    0,
                    null);

    public boolean isOffline() {
        return type.equals(OFFLINE);
    }

    /** {@code <endpoint>/<model>}: how configuration, breakers and health name it. */
    public String key() {
        return endpoint + "/" + model;
    }

    public boolean isNativelyStructured() {
        return structured.equals("native");
    }

    /** Tokens of a text by the model's own bytes a token, rounded up. */
    public long tokens(long bytes) {
        return Math.ceilDiv(bytes * 100, bytesPerTokenX100);
    }
}
