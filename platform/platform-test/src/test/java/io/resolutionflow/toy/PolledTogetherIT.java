package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.resolutionflow.platform.inbox.EventConsumers;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.events.EventFeed;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What lay on the topic while nobody read it comes in one poll: its events share a commit. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
class PolledTogetherIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String EVENT_TRANSACTIONS =
            "select count(distinct xmin::text) from inbox where outcome = 'applied'";

    @Autowired EventConsumers consumers;
    @Autowired ToyApplication.Notes notes;
    @Autowired KafkaTemplate<String, CloudEvent> kafka;
    @Autowired TopicNames topics;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired TransactionTemplate transaction;

    private final UUID account = UUID.randomUUID();
    private final UUID aggregate = UUID.randomUUID();

    @BeforeEach
    void nobodyReads() {
        consumers.stop();
    }

    @AfterEach
    void everybodyReads() {
        consumers.start();
    }

    @Test
    void events_of_an_account_share_a_transaction_and_keep_their_order() {
        List<String> texts = texts(40);
        sendAll(account, aggregate, texts);

        consumers.start();

        await().atMost(SOON).untilAsserted(() -> assertThat(effects(account)).isEqualTo(texts));
        assertThat(count(account, EVENT_TRANSACTIONS)).isLessThan(10);
    }

    @Test
    void two_accounts_never_share_one() {
        UUID other = UUID.randomUUID();
        for (int seq = 1; seq <= 20; seq++) {
            send(account, aggregate, seq, "ours " + seq);
            send(other, aggregate, seq, "theirs " + seq);
        }

        consumers.start();

        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(effects(account))
                            .hasSize(20)
                            .allMatch(text -> text.startsWith("ours"));
                    assertThat(effects(other))
                            .hasSize(20)
                            .allMatch(text -> text.startsWith("theirs"));
                });
    }

    @Test
    void a_poison_event_among_them_takes_nobody_along() {
        UUID neighbour = UUID.randomUUID();
        List<String> texts =
                Stream.of(texts(4), List.of("poison"), List.of("behind", "it"))
                        .flatMap(List::stream)
                        .toList();
        sendAll(account, aggregate, texts);
        sendAll(account, neighbour, List.of("unharmed", "as well"));

        consumers.start();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(count(account, "select count(*) from inbox_parked"))
                                .isEqualTo(2));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(effects(account))
                                .containsExactlyInAnyOrder(
                                        "note 1",
                                        "note 2",
                                        "note 3",
                                        "note 4",
                                        "unharmed",
                                        "as well"));
        assertThat(count(account, "select count(*) from inbox_dead_letter")).isOne();
    }

    @Test
    void what_comes_twice_in_a_poll_is_applied_once() {
        UUID event = UUID.randomUUID();
        publish(account, aggregate, event, 1, "once");
        publish(account, aggregate, event, 1, "once");
        send(account, aggregate, 2, "after");

        consumers.start();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(effects(account)).containsExactly("once", "after"));
    }

    @Test
    void a_gap_within_a_poll_is_closed_by_the_event_behind_it() {
        send(account, aggregate, 2, "second");
        send(account, aggregate, 3, "third");
        send(account, aggregate, 1, "first");
        send(account, aggregate, 4, "fourth");

        consumers.start();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(effects(account))
                                .containsExactly("first", "second", "third", "fourth"));
        assertThat(count(account, "select count(*) from inbox_parked")).isZero();
    }

    @Test
    void an_effect_reads_what_the_one_before_it_wrote() {
        UUID note = TenantContext.call(account, () -> notes.write(UUID.randomUUID(), "hey"));
        for (int seq = 1; seq <= 3; seq++) {
            shout(seq, note);
        }

        consumers.start();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(effects(account)).contains("hey", "hey!", "hey!!"));
    }

    private void shout(long seq, UUID note) {
        String data = json.writeValueAsString(new ToyApplication.NoteShouted(note));
        new EventFeed(kafka, topics)
                .publish(
                        "rf.session.events",
                        new TestEvent(
                                UUID.randomUUID(),
                                "toy.note_shouted",
                                account,
                                aggregate,
                                seq,
                                data));
    }

    private static List<String> texts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "note " + n).toList();
    }

    private void sendAll(UUID of, UUID about, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            send(of, about, i + 1, texts.get(i));
        }
    }

    private void send(UUID of, UUID about, long seq, String text) {
        publish(of, about, UUID.randomUUID(), seq, text);
    }

    private void publish(UUID of, UUID about, UUID event, long seq, String text) {
        String data =
                json.writeValueAsString(new ToyApplication.NoteWritten(UUID.randomUUID(), text));
        new EventFeed(kafka, topics)
                .publish(
                        "rf.session.events",
                        new TestEvent(event, "toy.note_written", of, about, seq, data));
    }

    private List<String> effects(UUID of) {
        return TenantContext.call(of, notes::effects);
    }

    private long count(UUID of, String sql) {
        return TenantContext.call(
                of, () -> transaction.execute(status -> jdbc.sql(sql).query(Long.class).single()));
    }
}
