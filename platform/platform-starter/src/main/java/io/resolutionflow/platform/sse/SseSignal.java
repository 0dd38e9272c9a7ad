package io.resolutionflow.platform.sse;

/** Why a wait on a stream is over. */
public sealed interface SseSignal {

    /** {@link SseStream#wake()} was called since the last wait. */
    record Woken() implements SseSignal {}

    /** The time asked for went by. */
    record Quiet() implements SseSignal {}

    /**
     * Write the last event and return.
     *
     * @param reason {@code token_expired}, {@code shutdown}, or what {@link SseStream#end} was
     *     given
     */
    record End(String reason) implements SseSignal {}
}
