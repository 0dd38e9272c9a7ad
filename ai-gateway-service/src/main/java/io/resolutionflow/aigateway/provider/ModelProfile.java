package io.resolutionflow.aigateway.provider;

/**
 * A model of an endpoint as routing and metering need it; sizes in tokens.
 *
 * @param endpoint configured name, e.g. {@code openai}; {@code offline} for the built-in provider
 * @param type which adapter serves it
 * @param label fit for people
 * @param structured {@code native} or {@code prompted}
 * @param reasoningAllowance held and sent on top of the output bound
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
        int reasoningAllowance,
        int bytesPerTokenX100,
        int imageTokens) {

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
                    400,
                    0);

    public boolean isOffline() {
        return type.equals(OFFLINE);
    }
}
