package io.resolutionflow.platform.inbox;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as it came off the topic, its data still JSON text. */
record IncomingEvent(
        UUID id,
        String type,
        String source,
        UUID accountId,
        String subject,
        long aggregateSeq,
        Instant time,
        String payload) {

    /**
     * @throws IllegalArgumentException when an attribute that every event of ours has is missing or
     *     unreadable
     */
    static IncomingEvent of(CloudEvent event) {
        OffsetDateTime time = event.getTime();
        return new IncomingEvent(
                UUID.fromString(event.getId()),
                event.getType(),
                event.getSource().toString(),
                UUID.fromString(required(event.getExtension("accountid"), "accountid")),
                required(event.getSubject(), "subject"),
                Long.parseLong(required(event.getExtension("aggregateseq"), "aggregateseq")),
                time == null ? Instant.EPOCH : time.toInstant(),
                event.getData() == null
                        ? "{}"
                        : new String(
                                Objects.requireNonNull(event.getData()).toBytes(),
                                java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String required(@Nullable Object value, String attribute) {
        if (value == null) {
            throw new IllegalArgumentException("event without " + attribute);
        }
        return value.toString();
    }
}
