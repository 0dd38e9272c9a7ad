package io.resolutionflow.platform.testing.events;

import io.cloudevents.CloudEvent;
import io.resolutionflow.platform.outbox.TopicNames;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends what other services publish. */
public final class EventFeed {

    private final KafkaTemplate<String, CloudEvent> kafka;
    private final TopicNames topics;

    public EventFeed(KafkaTemplate<String, CloudEvent> kafka, TopicNames topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /**
     * Returns when the broker has the event.
     *
     * @param topic its name without the prefix of the test, e.g. {@code rf.session.events}
     */
    public void publish(String topic, TestEvent event) {
        kafka.send(topics.of(topic), event.key(), event.cloudEvent()).join();
    }
}
