package io.resolutionflow.platform.outbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.resolutionflow.platform.outbox.OutboxStore.Due;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends one outbox row as a CloudEvent in Kafka's binary mode (architecture §6): key {@code
 * <account>:<aggregate>}.
 */
class EventPublisher {

    private final KafkaTemplate<String, CloudEvent> kafka;
    private final TopicNames topics;
    private final URI source;

    EventPublisher(KafkaTemplate<String, CloudEvent> kafka, TopicNames topics, String serviceName) {
        this.kafka = kafka;
        this.topics = topics;
        this.source = URI.create("/" + serviceName);
    }

    CompletableFuture<?> send(Due event) {
        var builder =
                CloudEventBuilder.v1()
                        .withId(event.eventId().toString())
                        .withType(event.type())
                        .withSource(source)
                        .withSubject(event.aggregateId())
                        .withTime(event.occurredAt().atOffset(ZoneOffset.UTC))
                        .withDataContentType("application/json")
                        .withExtension("accountid", event.accountId().toString())
                        // a string: CloudEvents integers end at 32 bits
                        .withExtension("aggregateseq", Long.toString(event.aggregateSeq()))
                        .withData(event.payload().getBytes(StandardCharsets.UTF_8));
        if (event.traceparent() != null) {
            builder.withExtension("traceparent", event.traceparent());
        }
        var message =
                new ProducerRecord<String, CloudEvent>(
                        topics.of(event.topic()),
                        event.accountId() + ":" + event.aggregateId(),
                        builder.build());
        if (event.traceparent() != null) {
            // the plain header too: listeners continue the trace from it
            message.headers()
                    .add("traceparent", event.traceparent().getBytes(StandardCharsets.US_ASCII));
        }
        return kafka.send(message);
    }
}
