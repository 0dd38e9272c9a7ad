package io.resolutionflow.platform.inbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one consumer of this service does with the events of one topic. Declare it as a bean; the
 * platform reads the topic in a consumer group of its own and calls the handler once per event, in
 * order per aggregate, inside a transaction of the event's account together with the inbox row
 * (architecture §6). Types without a handler are passed over.
 */
public final class EventSubscription {

    private final String consumer;
    private final String topic;
    private final Map<String, Handler<?, ?>> handlers = new LinkedHashMap<>();

    private EventSubscription(String consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * @param consumer stable name, unique in the service; part of the consumer group and of the
     *     inbox key
     */
    public static EventSubscription of(String consumer, String topic) {
        return new EventSubscription(consumer, topic);
    }

    /** Handles a type inside the inbox transaction. The handler makes no remote call. */
    public <D> EventSubscription on(String type, Class<D> data, Consumer<ReceivedEvent<D>> apply) {
        handlers.put(
                type,
                new Handler<>(
                        data,
                        false,
                        event -> Boolean.TRUE,
                        (ReceivedEvent<D> event, Boolean nothing) -> apply.accept(event)));
        return this;
    }

    /**
     * Handles a type that first needs something from elsewhere: {@code prepare} runs before the
     * transaction and may call other services, {@code apply} runs inside it. Prepare may run more
     * than once for one event, apply takes effect once.
     */
    public <D, P> EventSubscription on(
            String type,
            Class<D> data,
            Function<ReceivedEvent<D>, P> prepare,
            BiConsumer<ReceivedEvent<D>, P> apply) {
        handlers.put(type, new Handler<>(data, true, prepare, apply));
        return this;
    }

    public String consumer() {
        return consumer;
    }

    public String topic() {
        return topic;
    }

    /** The record that each handled type is read into. */
    public Map<String, Class<?>> views() {
        var views = new LinkedHashMap<String, Class<?>>();
        handlers.forEach((type, handler) -> views.put(type, handler.data()));
        return views;
    }

    Optional<Handler<?, ?>> handler(String type) {
        return Optional.ofNullable(handlers.get(type));
    }

    boolean asksElsewhere(String type) {
        return handler(type).map(Handler::asksElsewhere).orElse(false);
    }

    /**
     * @param asksElsewhere whether preparing costs calls that an event known already is spared
     */
    record Handler<D, P>(
            Class<D> data,
            boolean asksElsewhere,
            Function<ReceivedEvent<D>, P> prepare,
            BiConsumer<ReceivedEvent<D>, P> apply) {}
}
