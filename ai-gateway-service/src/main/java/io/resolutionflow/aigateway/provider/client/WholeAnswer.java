package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A whole answer as a stream of its parts. */
final class WholeAnswer implements ModelStream {

    private final Queue<ModelEvent> events;

    WholeAnswer(List<ModelEvent> events) {
        this.events = new ArrayDeque<>(events);
    }

    @Override
    public @Nullable ModelEvent next() {
        return events.poll();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
