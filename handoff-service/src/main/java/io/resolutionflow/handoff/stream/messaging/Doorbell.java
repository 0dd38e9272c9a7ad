package io.resolutionflow.handoff.stream.messaging;

import io.resolutionflow.contracts.event.Topics;
import io.resolutionflow.handoff.stream.StreamHub;
import io.resolutionflow.platform.outbox.TopicNames;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/**
 * Each replica hears every event of this service, in a consumer group of its own, from now on: what
 * it means is "look into the table", so nothing is read but the account in the key, nothing is
 * committed, and a missed ring is made good by the poll.
 */
@Component
class Doorbell implements SmartLifecycle {

    private final KafkaMessageListenerContainer<String, byte[]> container;

    Doorbell(KafkaProperties kafka, TopicNames topics, StreamHub hub) {
        var settings = kafka.buildConsumerProperties();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        var factory =
                new DefaultKafkaConsumerFactory<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        var properties = new ContainerProperties(topics.of(Topics.HANDOFF));
        properties.setGroupId("handoff-service.stream." + UUID.randomUUID());
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setMessageListener(
                (MessageListener<String, byte[]>)
                        message -> ring(hub, String.valueOf(message.key())));
        this.container = new KafkaMessageListenerContainer<>(factory, properties);
        this.container.setBeanName("stream-doorbell");
    }

    /** Keys are {@code <account>:<hand-off>}. */
    private static void ring(StreamHub hub, String key) {
        int end = key.indexOf(':');
        if (end > 0) {
            hub.ring(UUID.fromString(key.substring(0, end)));
        }
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }
}
