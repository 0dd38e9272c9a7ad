package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
class EventsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired ToyApplication.Notes notes;
    @Autowired KafkaTemplate<String, CloudEvent> kafka;
    @Autowired TopicNames topics;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired ObservationRegistry observations;

    private final UUID account = UUID.randomUUID();
    private final UUID aggregate = UUID.randomUUID();

    @Test
    void a_committed_change_has_its_effect_elsewhere_once_and_in_order() {
        TenantContext.run(
                account,
                () -> {
                    for (int i = 0; i < 20; i++) {
                        notes.write(aggregate, "n" + i);
                    }
                });

        await().atMost(SOON).untilAsserted(() -> assertThat(effects()).hasSize(20));
        assertThat(effects().getFirst()).isEqualTo("n0");
        assertThat(inTenant("select count(*) from outbox_event where published_at is null"))
                .isZero();
    }

    @Test
    void a_rolled_back_change_leaves_no_event() {
        assertThatThrownBy(
                        () -> TenantContext.call(account, () -> notes.write(aggregate, "rollback")))
                .hasMessageContaining("on purpose");

        assertThat(inTenant("select count(*) from outbox_event")).isZero();
    }

    @Test
    void the_trace_of_a_change_goes_on_where_its_event_is_applied() {
        Observation.createNotStarted("a request", observations)
                .observe(() ->
                        TenantContext.run(
                                account,
                                () -> {
                                    notes.write(aggregate, "echo");
                                    notes.write(aggregate, "echo");
                                }));

        await().atMost(SOON).untilAsserted(() -> assertThat(effects()).hasSize(2));
        assertThat(inTenant("select count(*) from outbox_event where traceparent is not null"))
                .isEqualTo(4);
        assertThat(
                        inTenant(
                                "select count(distinct split_part(traceparent, '-', 2)) from outbox_event"))
                .isOne();
    }

    @Test
    void the_same_event_twice_is_applied_once() {
        UUID event = UUID.randomUUID();
        send(event, 1, "once");
        send(event, 1, "once");
        send(UUID.randomUUID(), 2, "after");

        await().atMost(SOON).untilAsserted(() -> assertThat(effects()).contains("after"));
        assertThat(effects()).containsOnlyOnce("once");
    }

    @Test
    void an_event_ahead_of_its_predecessor_waits_for_it() {
        send(UUID.randomUUID(), 2, "second");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(inTenant("select count(*) from inbox_parked")).isOne());
        assertThat(effects()).isEmpty();

        send(UUID.randomUUID(), 1, "first");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(effects()).containsExactlyInAnyOrder("first", "second"));
        assertThat(inTenant("select count(*) from inbox_parked")).isZero();
    }

    @Test
    void a_poison_event_is_set_aside_and_holds_what_follows_it() {
        send(UUID.randomUUID(), 1, "poison");
        send(UUID.randomUUID(), 2, "held");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(inTenant("select count(*) from inbox_dead_letter")).isOne());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(inTenant("select count(*) from inbox_parked")).isOne());
        assertThat(effects()).isEmpty();
    }

    @Test
    void a_parked_event_that_is_poison_is_the_one_set_aside() {
        UUID poison = UUID.randomUUID();
        send(poison, 2, "poison");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(inTenant("select count(*) from inbox_parked")).isOne());

        send(UUID.randomUUID(), 1, "first");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(inTenant("select count(*) from inbox_dead_letter")).isOne());
        assertThat(
                        inTenant(
                                "select count(*) from inbox_dead_letter where event_id = '"
                                        + poison
                                        + "'"))
                .isOne();
        assertThat(effects()).containsExactly("first");
    }

    @Test
    void a_record_that_is_no_event_of_ours_does_not_stop_those_behind_it() {
        String topic = topics.of("rf.session.events");
        try (var raw =
                new KafkaProducer<String, byte[]>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.getProducerFactory()
                                        .getConfigurationProperties()
                                        .get("bootstrap.servers")),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int partition = 0; partition < raw.partitionsFor(topic).size(); partition++) {
                raw.send(
                        new ProducerRecord<>(
                                topic,
                                partition,
                                "noise",
                                "not json, not an event".getBytes(StandardCharsets.UTF_8)));
                raw.send(new ProducerRecord<>(topic, partition, "noise", null));
            }
            raw.flush();
        }
        var nameless =
                CloudEventBuilder.v1()
                        .withId(UUID.randomUUID().toString())
                        .withType("toy.note_written")
                        .withSource(URI.create("/test"))
                        .build();
        kafka.send(topic, "nameless", nameless).join();

        send(UUID.randomUUID(), 1, "behind");

        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThat(effects()).containsExactly("behind"));
    }

    private void send(UUID id, long seq, String text) {
        var event =
                CloudEventBuilder.v1()
                        .withId(id.toString())
                        .withType("toy.note_written")
                        .withSource(URI.create("/test"))
                        .withSubject(aggregate.toString())
                        .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                        .withDataContentType("application/json")
                        .withExtension("accountid", account.toString())
                        .withExtension("aggregateseq", Long.toString(seq))
                        .withData(
                                ("{\"note_id\":\""
                                                + UUID.randomUUID()
                                                + "\",\"text\":\""
                                                + text
                                                + "\"}")
                                        .getBytes())
                        .build();
        kafka.send(topics.of("rf.session.events"), account + ":" + aggregate, event).join();
    }

    private List<String> effects() {
        return TenantContext.call(account, notes::effects);
    }

    private long inTenant(String sql) {
        return TenantContext.call(
                account,
                () -> transaction.execute(status -> jdbc.sql(sql).query(Long.class).single()));
    }
}
