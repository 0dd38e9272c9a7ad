package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it is being written by the provider. */
final class EventStream implements ModelStream {

    private static final Duration FRAME = Duration.ofMillis(250);

    private final OpenExchange exchange;
    private final WireFormat.StreamReader reader;
    private final JsonMapper json;
    private final Queue<ModelEvent> ready = new ArrayDeque<>();
    private @Nullable SseLines lines;
    private boolean begun;
    private boolean over;

    EventStream(OpenExchange exchange, WireFormat.StreamReader reader, JsonMapper json) {
        this.exchange = exchange;
        this.reader = reader;
        this.json = json;
    }

    @Override
    public @Nullable ModelEvent next() {
        while (ready.isEmpty() && !over) {
            read();
        }
        return ready.poll();
    }

    private void read() {
        try {
            if (lines == null) {
                lines = new SseLines(exchange.stream());
            }
            SseLines.Event event = lines.next();
            if (event == null) {
                finish(reader.end(exchange.framed()));
                exchange.completed();
                return;
            }
            exchange.alive(RemoteModelProvider.BETWEEN_EVENTS);
            take(event);
        } catch (IOException e) {
            over = true;
            // before the first event nothing was lost: that is like no answer at all
            throw exchange.failure(e, begun ? ErrorClass.INTERRUPTED : ErrorClass.SERVER);
        }
    }

    private void take(SseLines.Event event) {
        if (event.data().equals("[DONE]")) {
            finish(reader.end(true));
            drain();
            return;
        }
        try {
            ready.addAll(reader.event(event.name(), json.readTree(event.data())));
        } catch (JacksonException e) {
            over = true;
            throw new ProviderFailure(
                    begun ? ErrorClass.INTERRUPTED : ErrorClass.SERVER, 200, null);
        } catch (ProviderFailure failure) {
            over = true;
            throw begun
                    ? new ProviderFailure(ErrorClass.INTERRUPTED, failure.httpStatus(), null)
                    : failure;
        }
        begun |= !ready.isEmpty();
        if (reader.done()) {
            finish(reader.end(true));
            drain();
        }
    }

    /**
     * The answer is whole; what is left of the body is its frame, and then the connection is free.
     */
    private void drain() {
        exchange.alive(FRAME);
        try {
            while (lines != null && lines.next() != null) {
                // nothing of it counts any more
            }
            exchange.completed();
        } catch (IOException e) {
            // the answer is here; the connection is simply not used again
        }
    }

    private void finish(List<ModelEvent> last) {
        over = true;
        ready.addAll(last);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
