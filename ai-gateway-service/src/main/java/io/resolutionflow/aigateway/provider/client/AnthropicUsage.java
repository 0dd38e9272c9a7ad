package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ModelEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Cumulative figures of one message: what is told again replaces, what is not told again stays. A
 * cache write beyond its split by lifetime is of the shorter one.
 */
final class AnthropicUsage {

    private @Nullable Long fresh;
    private @Nullable Long read;
    private @Nullable Long written;
    private @Nullable Long written1h;
    private @Nullable Long output;
    private @Nullable Long thinking;
    private boolean complete;

    /**
     * @param last whether the output figure covers everything written so far
     */
    void told(JsonNode usage, boolean last) {
        if (!usage.isObject()) {
            return;
        }
        fresh = newer(usage.path("input_tokens"), fresh);
        read = newer(usage.path("cache_read_input_tokens"), read);
        written = newer(usage.path("cache_creation_input_tokens"), written);
        written1h =
                newer(usage.path("cache_creation").path("ephemeral_1h_input_tokens"), written1h);
        output = newer(usage.path("output_tokens"), output);
        thinking = newer(usage.path("output_tokens_details").path("thinking_tokens"), thinking);
        complete = last && usage.path("output_tokens").isIntegralNumber();
    }

    /** Null while nothing useful was told. */
    ModelEvent.@Nullable Usage event() {
        if (fresh == null) {
            return null;
        }
        long hour = Figures.orZero(written1h);
        return Figures.usage(
                fresh,
                read,
                written == null ? null : Long.valueOf(written - hour),
                written1h == null && written == null ? null : Long.valueOf(hour),
                Figures.orZero(output) - Figures.orZero(thinking),
                thinking,
                complete);
    }

    private static @Nullable Long newer(JsonNode told, @Nullable Long before) {
        Long figure = Figures.of(told);
        return figure == null ? before : figure;
    }
}
