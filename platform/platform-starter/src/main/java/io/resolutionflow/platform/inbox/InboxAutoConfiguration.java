package io.resolutionflow.platform.inbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.observability.Remembered;
import io.resolutionflow.platform.outbox.OutboxAutoConfiguration;
import io.resolutionflow.platform.outbox.TopicNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** One listener container per {@link EventSubscription} bean. */
@AutoConfiguration(before = KafkaAutoConfiguration.class, after = OutboxAutoConfiguration.class)
public class InboxAutoConfiguration {

    @Bean
    InboxStore inboxStore(JdbcClient jdbc) {
        return new InboxStore(jdbc);
    }

    @Bean
    Inbox inbox(
            InboxStore store,
            TransactionTemplate transaction,
            ObjectProvider<LoadedEntities> entities,
            JsonMapper json,
            MeterRegistry meters,
            Clock clock) {
        return new Inbox(
                store,
                transaction,
                entities.getIfAvailable(() -> () -> {}),
                json,
                new InboxMetrics(meters, clock));
    }

    @Bean
    DeadLetters deadLetters(
            Inbox inbox,
            InboxStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ObjectProvider<EventSubscription> subscriptions) {
        return new DeadLetters(
                inbox, store, transaction, audit, subscriptions.orderedStream().toList());
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetters deadLetters) {
        return new DeadLettersEndpoint(deadLetters);
    }

    @Bean
    EventGapsEndpoint eventGapsEndpoint(
            Inbox inbox,
            InboxStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ObjectProvider<EventSubscription> subscriptions) {
        return new EventGapsEndpoint(
                new EventGaps(
                        inbox, store, transaction, audit, subscriptions.orderedStream().toList()));
    }

    @Bean
    MeterBinder inboxGauges(InboxStore store, TransactionTemplate transaction, Clock clock) {
        var backlog =
                new Remembered<>(
                        clock,
                        () ->
                                Objects.requireNonNull(
                                        transaction.execute(status -> store.backlog())));
        return (MeterRegistry all) -> {
            Gauge.builder("rf_inbox_parked", backlog, b -> b.get().parked())
                    .description("Events that wait for a predecessor or behind a dead letter")
                    .register(all);
            Gauge.builder("rf_inbox_parked_oldest_seconds", backlog, b -> b.get().oldestSeconds())
                    .description("How long the first of them has waited; alarm above 30")
                    .register(all);
            Gauge.builder("rf_inbox_dead_letters", backlog, b -> b.get().deadLetters())
                    .description("Dead letters that nobody has replayed or skipped")
                    .register(all);
        };
    }

    /** Takes events and the raw bytes of what could not be read as one. */
    @Bean
    KafkaTemplate<String, Object> deadLetterTemplate(KafkaProperties kafka) {
        var values =
                new DelegatingByTypeSerializer(
                        Map.of(
                                byte[].class, new ByteArraySerializer(),
                                CloudEvent.class, new CloudEventSerializer()),
                        true);
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<String, Object>(
                        kafka.buildProducerProperties(), new StringSerializer(), values));
    }

    @Bean
    @ConditionalOnProperty(name = "rf.inbox.enabled", havingValue = "true", matchIfMissing = true)
    EventConsumers eventConsumers(
            ObjectProvider<EventSubscription> subscriptions,
            Inbox inbox,
            KafkaProperties kafka,
            KafkaTemplate<String, Object> deadLetterTemplate,
            ObservationRegistry observations,
            ApplicationContext context,
            TopicNames topics,
            @Value("${spring.application.name}") String serviceName) {
        var factory =
                new DefaultKafkaConsumerFactory<>(
                        kafka.buildConsumerProperties(),
                        new StringDeserializer(),
                        new ErrorHandlingDeserializer<>(new CloudEventDeserializer()));
        List<EventSubscription> declared = subscriptions.orderedStream().toList();
        return new EventConsumers(
                declared,
                subscription -> {
                    var properties = new ContainerProperties(topics.of(subscription.topic()));
                    properties.setGroupId(topics.of(serviceName + "." + subscription.consumer()));
                    var container =
                            container(
                                    subscription,
                                    inbox,
                                    factory,
                                    deadLetterTemplate,
                                    observations,
                                    context,
                                    properties);
                    Optional.ofNullable(kafka.getListener().getConcurrency())
                            .ifPresent(container::setConcurrency);
                    return container;
                });
    }

    private static ConcurrentMessageListenerContainer<String, CloudEvent> container(
            EventSubscription subscription,
            Inbox inbox,
            DefaultKafkaConsumerFactory<String, CloudEvent> factory,
            KafkaTemplate<String, Object> deadLetterTemplate,
            ObservationRegistry observations,
            ApplicationContext context,
            ContainerProperties properties) {
        String name = "events-" + subscription.consumer();
        // a commit to the broker for each poll: what comes again after a crash the inbox knows
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener(
                new PolledEventsListener(
                        subscription,
                        inbox,
                        observations,
                        name,
                        Objects.requireNonNull(properties.getGroupId())));
        var container = new ConcurrentMessageListenerContainer<>(factory, properties);
        container.setBeanName(name);
        container.setApplicationContext(context);
        container.setCommonErrorHandler(
                EventErrors.handler(subscription, inbox, deadLetterTemplate));
        return container;
    }
}
