package io.resolutionflow.platform.sse;

/** What comes out of a mailbox. */
public sealed interface SseNext<T> {

    /** The next item, in the order of the offers. */
    record Item<T>(T item) implements SseNext<T> {}

    /**
     * The reader was too slow and everything waiting was thrown away.
     *
     * @param newest the last of what was thrown away: the reader goes on behind it
     */
    record Overflow<T>(T newest) implements SseNext<T> {}

    /** See {@link SseSignal.End}. */
    record End<T>(String reason) implements SseNext<T> {}
}
