package io.resolutionflow.platform.inbox;

import io.cloudevents.CloudEvent;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * What happens when an event cannot be applied: three tries with growing, jittered pauses, then
 * {@code <topic>-dlt} and an {@code inbox_dead_letter} row. While the database or another service
 * is away the event is not at fault: it is tried until they are back.
 */
final class EventErrors {

    private static final Logger log = LoggerFactory.getLogger(EventErrors.class);
    private static final long OUTAGE_PAUSE_MS = 1_000;
    private static final long FIRST_PAUSE_MS = 200;
    private static final int MAX_TRIES = 3;

    private EventErrors() {}

    static DefaultErrorHandler handler(
            EventSubscription subscription, Inbox inbox, KafkaTemplate<String, CloudEvent> kafka) {
        var publish =
                new DeadLetterPublishingRecoverer(
                        kafka,
                        (message, error) ->
                                new TopicPartition(message.topic() + "-dlt", message.partition()));
        var handler =
                new DefaultErrorHandler((message, error) -> {
                    setAside(subscription, inbox, message, error);
                    publish.accept(message, error);
                });
        handler.setBackOffFunction((message, error) -> backOff(error));
        handler.setResetStateOnExceptionChange(false);
        return handler;
    }

    private static BackOff backOff(Exception error) {
        if (isOutage(error)) {
            return new FixedBackOff(OUTAGE_PAUSE_MS, FixedBackOff.UNLIMITED_ATTEMPTS);
        }
        var pauses = new ExponentialBackOff(FIRST_PAUSE_MS, 3);
        pauses.setJitter(FIRST_PAUSE_MS / 2);
        pauses.setMaxAttempts(MAX_TRIES - 1);
        return pauses;
    }

    static boolean isOutage(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof CannotCreateTransactionException
                    || cause
                            instanceof
                            io.resolutionflow.platform.client.RemoteUnavailableException) {
                return true;
            }
        }
        return false;
    }

    private static void setAside(
            EventSubscription subscription,
            Inbox inbox,
            ConsumerRecord<?, ?> message,
            Exception error) {
        Throwable cause =
                Objects.requireNonNullElse(NestedExceptionUtils.getRootCause(error), error);
        log.atError()
                .setCause(error)
                .addKeyValue("consumer", subscription.consumer())
                .addKeyValue("topic", message.topic())
                .addKeyValue("offset", message.offset())
                .log("event could not be applied, set aside");
        if (message.value() instanceof CloudEvent event) {
            inbox.setAside(subscription, IncomingEvent.of(event), cause.getClass().getSimpleName());
        }
    }
}
