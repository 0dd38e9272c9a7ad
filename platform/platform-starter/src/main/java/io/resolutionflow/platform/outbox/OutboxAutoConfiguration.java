package io.resolutionflow.platform.outbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.observability.Remembered;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.tenancy.ServiceSchema;
import io.resolutionflow.platform.tenancy.TenancyAutoConfiguration;
import java.time.Clock;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The outbox, its relay and its gauges. */
@AutoConfiguration(before = KafkaAutoConfiguration.class, after = TenancyAutoConfiguration.class)
@EnableConfigurationProperties({OutboxProperties.class, KafkaProperties.class})
public class OutboxAutoConfiguration {

    @Bean
    Outbox outbox(
            JdbcClient jdbc,
            JsonMapper json,
            Ids ids,
            Clock clock,
            TraceIds traces,
            ServiceSchema service,
            OutboxNotices notices) {
        return new Outbox(jdbc, json, ids, clock, traces, service, notices);
    }

    @Bean
    OutboxWakeUp outboxWakeUp(JdbcConnectionDetails database, ServiceSchema service) {
        return new OutboxWakeUp(
                database.getJdbcUrl(),
                String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword()),
                Outbox.channel(service.schema()));
    }

    @Bean
    OutboxNotices outboxNotices(OutboxStore store, OutboxWakeUp wakeUp) {
        return new OutboxNotices(store, wakeUp);
    }

    @Bean
    KafkaTemplate<String, CloudEvent> eventTemplate(KafkaProperties kafka) {
        var factory =
                new DefaultKafkaProducerFactory<String, CloudEvent>(
                        kafka.buildProducerProperties(),
                        new StringSerializer(),
                        new CloudEventSerializer());
        return new KafkaTemplate<>(factory);
    }

    @Bean
    TopicNames topicNames(@Value("${rf.kafka.topic-prefix:}") String prefix) {
        return new TopicNames(prefix);
    }

    @Bean
    OutboxStore outboxStore(JdbcClient jdbc, TransactionTemplate transaction) {
        return new OutboxStore(jdbc, transaction);
    }

    @Bean
    OutboxRelay outboxRelay(
            OutboxStore store,
            KafkaTemplate<String, CloudEvent> eventTemplate,
            OutboxWakeUp wakeUp,
            OutboxProperties properties,
            TopicNames topics,
            @Value("${spring.application.name}") String serviceName) {
        return new OutboxRelay(
                store, new EventPublisher(eventTemplate, topics, serviceName), wakeUp, properties);
    }

    @Bean
    MeterBinder outboxGauges(OutboxStore store, Clock clock) {
        var backlog = new Remembered<>(clock, store::backlog);
        return (MeterRegistry meters) -> {
            Gauge.builder("rf_outbox_unpublished", backlog, b -> b.get().unpublished())
                    .description("Events committed and not yet acknowledged by Kafka")
                    .register(meters);
            Gauge.builder("rf_outbox_oldest_seconds", backlog, b -> b.get().oldestSeconds())
                    .description("Age of the oldest unpublished event")
                    .register(meters);
        };
    }
}
