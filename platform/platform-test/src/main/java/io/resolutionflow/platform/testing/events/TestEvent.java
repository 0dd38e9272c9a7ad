package io.resolutionflow.platform.testing.events;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * An event as its owner publishes it.
 *
 * @param id the same for a delivery that comes twice
 * @param seq its place among the events of the aggregate, from 1
 * @param data JSON
 */
public record TestEvent(UUID id, String type, UUID account, UUID aggregate, long seq, String data) {

    String key() {
        return account + ":" + aggregate;
    }

    CloudEvent cloudEvent() {
        return CloudEventBuilder.v1()
                .withId(id.toString())
                .withType(type)
                .withSource(URI.create("/test"))
                .withSubject(aggregate.toString())
                .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("accountid", account.toString())
                .withExtension("aggregateseq", Long.toString(seq))
                .withData(data.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
