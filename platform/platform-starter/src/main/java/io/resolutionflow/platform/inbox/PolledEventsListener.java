package io.resolutionflow.platform.inbox;

import io.cloudevents.CloudEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Hands a poll of events to the inbox. A commit to disk for each event is what bounds a consumer,
 * so an account's events share one; what is left over (events that ask elsewhere first, and
 * everything after a fault) is taken one by one in the order of the poll, so that the error handler
 * is told exactly which event is at fault.
 */
final class PolledEventsListener implements BatchMessageListener<String, CloudEvent> {

    private static final Logger log = LoggerFactory.getLogger(PolledEventsListener.class);

    private final EventSubscription subscription;
    private final Inbox inbox;
    private final ObservationRegistry observations;
    private final String listenerId;
    private final String groupId;

    /** Partitions whose last poll had a fault: its events come again, each with its own try. */
    private final Set<TopicPartition> faulty = ConcurrentHashMap.newKeySet();

    PolledEventsListener(
            EventSubscription subscription,
            Inbox inbox,
            ObservationRegistry observations,
            String listenerId,
            String groupId) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.observations = observations;
        this.listenerId = listenerId;
        this.groupId = groupId;
    }

    /**
     * @throws BatchListenerFailedException naming the first event that could not be taken; those
     *     before it are done with
     */
    @Override
    public void onMessage(List<ConsumerRecord<String, CloudEvent>> poll) {
        Polled polled = read(poll);
        List<Arrival> arrivals = polled.arrivals();
        Set<Arrival> done = new HashSet<>();
        if (arrivals.stream().noneMatch(arrival -> faulty.contains(arrival.partition()))) {
            together(arrivals, done);
        }
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            if (!done.contains(arrival)) {
                oneByOne(arrival, i);
            }
        }
        if (polled.fault() != null) {
            throw new BatchListenerFailedException("not an event", polled.fault(), arrivals.size());
        }
        poll.forEach(message -> faulty.remove(partition(message)));
    }

    private static Polled read(List<ConsumerRecord<String, CloudEvent>> poll) {
        var arrivals = new ArrayList<Arrival>();
        for (ConsumerRecord<String, CloudEvent> message : poll) {
            CloudEvent value = message.value();
            if (value == null) {
                return new Polled(arrivals, whyEmpty(message));
            }
            try {
                arrivals.add(new Arrival(message, IncomingEvent.of(value)));
            } catch (IllegalArgumentException e) {
                return new Polled(arrivals, e);
            }
        }
        return new Polled(arrivals, null);
    }

    /** What could not be deserialized arrives without a value, and with the reason in a header. */
    private static Exception whyEmpty(ConsumerRecord<String, CloudEvent> message) {
        Exception why =
                SerializationUtils.getExceptionFromHeader(
                        message,
                        SerializationUtils.VALUE_DESERIALIZER_EXCEPTION_HEADER,
                        new LogAccessor(PolledEventsListener.class));
        return why == null ? new IllegalArgumentException("message without a value") : why;
    }

    private void together(List<Arrival> arrivals, Set<Arrival> done) {
        for (List<Arrival> ofAccount : sharable(arrivals)) {
            var observed = ofAccount.stream().map(this::observe).toList();
            try {
                inbox.receiveTogether(subscription, observed);
                done.addAll(ofAccount);
            } catch (RuntimeException e) {
                observed.forEach(one -> one.observation().error(e));
                log.atWarn()
                        .addKeyValue("consumer", subscription.consumer())
                        .addKeyValue("events", ofAccount.size())
                        .addKeyValue("error", e.toString())
                        .log("events not taken together, one by one now");
                return;
            } finally {
                observed.forEach(one -> one.observation().stop());
            }
        }
    }

    /**
     * Per account, two or more events that need nothing from elsewhere and follow none of their
     * aggregate that does.
     */
    private List<List<Arrival>> sharable(List<Arrival> arrivals) {
        Map<UUID, List<Arrival>> ofAccount = new LinkedHashMap<>();
        Set<Aggregate> waiting = new HashSet<>();
        for (Arrival arrival : arrivals) {
            IncomingEvent event = arrival.event();
            var aggregate = new Aggregate(event.accountId(), event.subject());
            if (subscription.asksElsewhere(event.type())) {
                waiting.add(aggregate);
            } else if (!waiting.contains(aggregate)) {
                ofAccount
                        .computeIfAbsent(event.accountId(), account -> new ArrayList<>())
                        .add(arrival);
            }
        }
        return ofAccount.values().stream().filter(events -> events.size() > 1).toList();
    }

    private void oneByOne(Arrival arrival, int index) {
        ObservedEvent observed = observe(arrival);
        try {
            observed.observation().scoped(() -> inbox.receive(subscription, arrival.event()));
        } catch (RuntimeException e) {
            observed.observation().error(e);
            faulty.add(arrival.partition());
            throw new BatchListenerFailedException("event could not be taken", e, index);
        } finally {
            observed.observation().stop();
        }
    }

    /** Continues the trace that the producer wrote into the message. */
    private ObservedEvent observe(Arrival arrival) {
        Observation observation =
                KafkaListenerObservation.LISTENER_OBSERVATION.observation(
                        null,
                        DefaultKafkaListenerObservationConvention.INSTANCE,
                        () ->
                                new KafkaRecordReceiverContext(
                                        arrival.message(),
                                        listenerId,
                                        listenerId,
                                        groupId,
                                        () -> null),
                        observations);
        return new ObservedEvent(arrival.event(), observation.start());
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> message) {
        return new TopicPartition(message.topic(), message.partition());
    }

    /**
     * @param arrivals the events before the first one that nobody can read
     * @param fault why that one cannot be read; null when all can
     */
    private record Polled(List<Arrival> arrivals, @Nullable Exception fault) {}

    private record Aggregate(UUID account, String id) {}

    private record Arrival(ConsumerRecord<String, CloudEvent> message, IncomingEvent event) {

        TopicPartition partition() {
            return PolledEventsListener.partition(message);
        }

        /** The same event may come twice in one poll; each is a message of its own. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
