package io.resolutionflow.platform.inbox;

import io.cloudevents.CloudEvent;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
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
    static final int MAX_TRIES = 3;

    private EventErrors() {}

    static DefaultErrorHandler handler(
            EventSubscription subscription,
            Inbox inbox,
            KafkaTemplate<String, Object> deadLetters) {
        var publish =
                new DeadLetterPublishingRecoverer(
                        deadLetters,
                        (message, error) ->
                                new TopicPartition(message.topic() + "-dlt", message.partition()));
        var handler =
                new DefaultErrorHandler((message, error) -> {
                    setAside(subscription, inbox, message, error);
                    publish.accept(message, error);
                });
        handler.setBackOffFunction((message, error) -> backOff(error));
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
                    || cause instanceof RemoteUnavailableException
                    || cause instanceof feign.RetryableException
                    || (cause instanceof RemoteProblemException no && isPassing(no.status()))) {
                return true;
            }
        }
        return false;
    }

    /** Overloaded, broken or not letting us in just now: says nothing about the event. */
    private static boolean isPassing(int status) {
        return status >= 500 || status == 429 || status == 401;
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
            try {
                inbox.setAside(
                        subscription, IncomingEvent.of(event), cause.getClass().getSimpleName());
            } catch (IllegalArgumentException unreadable) {
                // it names no account to file it under; the dead-letter topic keeps it
                log.atError()
                        .addKeyValue("reason", unreadable.getMessage())
                        .log("event without its attributes");
            }
        }
    }
}
