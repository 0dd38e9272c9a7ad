package io.resolutionflow.platform.inbox;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Runs one Kafka listener container per subscription of the service, each with a consumer group of
 * its own.
 */
public class EventConsumers implements SmartLifecycle {

    private final List<ConcurrentMessageListenerContainer<String, CloudEvent>> containers;

    EventConsumers(
            List<EventSubscription> subscriptions,
            Function<EventSubscription, ConcurrentMessageListenerContainer<String, CloudEvent>>
                    factory) {
        this.containers = subscriptions.stream().map(factory).toList();
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }
}
