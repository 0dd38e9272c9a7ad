package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The service on real PostgreSQL and Kafka, one context for all tests; every test has an account of
 * its own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
abstract class RunningService {

    static final Duration SOON = Duration.ofSeconds(20);
    static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private static final String BASE = "/api/v1/ai-sessions";

    @LocalServerPort int port;
    @Autowired KafkaTemplate<String, CloudEvent> kafka;
    @Autowired TopicNames topics;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    final UUID account = UUID.randomUUID();
    final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");
    final TestPerson dana = TestPerson.engineer(account, "Dana Reyes");
    final TestPerson eli = TestPerson.engineer(account, "Eli Stone");
    final TestPerson owner = TestPerson.owner(account);
    final TestPerson lee = TestPerson.l1(account);
    final TestPerson viewer = TestPerson.viewer(account);

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry properties) {
        for (String service :
                new String[] {
                    "session-service",
                    "l1-walk-service",
                    "ai-gateway-service",
                    "psa-writeback-service"
                }) {
            properties.add("rf.clients." + service, Neighbours::url);
        }
        properties.add(
                "rf.handoff.directory.admin-uri", () -> Neighbours.url() + "/admin/realms/test");
        properties.add("rf.handoff.assessment.poll", () -> "300ms");
        properties.add("rf.handoff.assessment.backoff", () -> "300ms,300ms");
        properties.add("rf.handoff.notify.poll", () -> "300ms");
        properties.add("rf.handoff.stream.heartbeat", () -> "1s");
        properties.add("rf.handoff.stream.keep-alive", () -> "2s");
    }

    @BeforeEach
    void neighboursAsUsual() {
        Neighbours.usual();
    }

    Events events() {
        return new Events(kafka, topics);
    }

    Answer get(TestPerson who, String path) {
        return send(request(who, path).GET().build());
    }

    Answer post(TestPerson who, String path, @Nullable String body) {
        return post(who, path, body, null);
    }

    Answer post(TestPerson who, String path, @Nullable String body, @Nullable String key) {
        var request = request(who, path);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body == null) {
            return send(request.POST(BodyPublishers.noBody()).build());
        }
        return send(
                request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    HttpRequest.Builder request(TestPerson who, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", who.bearer());
    }

    static Answer send(HttpRequest request) {
        try {
            return Answer.of(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String path(UUID source, UUID handoff) {
        return BASE + "/" + source + "/handoffs/" + handoff;
    }

    static String path(UUID source, UUID handoff, String act) {
        return path(source, handoff) + "/" + act;
    }

    Answer claim(TestPerson who, UUID source, UUID handoff) {
        return post(who, path(source, handoff, "claim"), null);
    }

    /** An escalation that came by event, with its row. */
    UUID escalated(TestPerson originator, UUID session) {
        return handedOn(originator, session, "escalate", "escalate", "normal");
    }

    UUID handedOn(
            TestPerson originator, UUID session, String intent, String origin, String priority) {
        UUID handoff = UUID.randomUUID();
        events().sessionEvent(
                        "session.handoff_requested",
                        account,
                        session,
                        1,
                        Events.sessionHandoff(
                                handoff, session, originator, intent, origin, priority));
        awaitRow(handoff);
        return handoff;
    }

    UUID walkEscalated(TestPerson originator, UUID walk) {
        UUID handoff = UUID.randomUUID();
        events().send(
                        "rf.l1.events",
                        "l1.handoff_requested",
                        account,
                        walk,
                        1,
                        UUID.randomUUID(),
                        Events.walkHandoff(handoff, walk, originator));
        awaitRow(handoff);
        return handoff;
    }

    void awaitRow(UUID handoff) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() ->
                        assertThat(count("select count(*) from handoff where id = ?", handoff))
                                .isOne());
    }

    long count(String sql, Object... params) {
        return Objects.requireNonNull(
                TenantContext.call(
                        account,
                        () ->
                                transaction.execute(status ->
                                        jdbc.sql(sql).params(params).query(Long.class).single())));
    }

    /** Outbox events of one type about one hand-off. */
    long published(String type, UUID handoff) {
        return count(
                "select count(*) from outbox_event where type = ? and aggregate_id = ?",
                type,
                handoff.toString());
    }
}
