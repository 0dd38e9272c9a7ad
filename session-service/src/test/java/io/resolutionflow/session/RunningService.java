package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import tools.jackson.databind.JsonNode;

/**
 * The service on real PostgreSQL and Kafka, one context for all tests; every test has an account of
 * its own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
abstract class RunningService {

    static final Duration SOON = Duration.ofSeconds(20);
    static final String S = "/api/v1/ai-sessions";
    static final String I = "/internal/v1/ai-sessions";

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    @LocalServerPort int port;
    @Autowired KafkaTemplate<String, CloudEvent> kafka;
    @Autowired TopicNames topics;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    final UUID account = UUID.randomUUID();
    final TestPerson dana = TestPerson.engineer(account, "Dana Reyes");
    final TestPerson kim = TestPerson.engineer(account, "Kim Sato");
    final TestPerson lee = TestPerson.l1(account);
    final TestPerson viewer = TestPerson.viewer(account);
    final TestPerson stranger = TestPerson.engineer(UUID.randomUUID(), "Eve Other");

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry properties) {
        for (String service :
                new String[] {
                    "l1-walk-service",
                    "ai-gateway-service",
                    "psa-writeback-service",
                    "handoff-service"
                }) {
            properties.add("rf.clients." + service, Neighbours::url);
        }
        properties.add("rf.session.outputs.poll", () -> "300ms");
    }

    @BeforeEach
    void neighboursAsUsual() {
        Neighbours.usual();
    }

    Answer get(TestPerson who, String path) {
        return send(request(who, path).GET().build());
    }

    Answer delete(TestPerson who, String path) {
        return send(request(who, path).DELETE().build());
    }

    Answer post(TestPerson who, String path, @Nullable String body) {
        return call("POST", request(who, path), body);
    }

    Answer post(TestPerson who, String path, @Nullable String body, String key) {
        return call("POST", request(who, path).header("Idempotency-Key", key), body);
    }

    Answer put(TestPerson who, String path, String body) {
        return call("PUT", request(who, path), body);
    }

    Answer patch(TestPerson who, String path, String body) {
        return call("PATCH", request(who, path), body);
    }

    /** Another service with its own credentials, in this test's account. */
    Answer internalGet(String client, String path) {
        return send(service(client, path).GET().build());
    }

    Answer internalPut(String client, String path, String body) {
        return call("PUT", service(client, path), body);
    }

    private HttpRequest.Builder service(String client, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", TestService.client(client).bearer())
                .header("X-RF-Account-Id", account.toString());
    }

    private static Answer call(String method, HttpRequest.Builder request, @Nullable String body) {
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()).build());
        }
        return send(
                request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
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

    /** A new chat session of this person's. */
    UUID chat(TestPerson who) {
        Answer created = post(who, S, "{\"session_type\": \"chat\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return UUID.fromString(created.text("session_id"));
    }

    JsonNode detail(TestPerson who, UUID id) {
        Answer detail = get(who, S + "/" + id);
        assertThat(detail.status()).as(detail.body()).isEqualTo(200);
        return detail.json();
    }

    /** Escalated by its handler; returns the hand-off's id. */
    UUID escalate(TestPerson who, UUID id) {
        Answer escalated =
                post(
                        who,
                        S + "/" + id + "/escalate",
                        "{\"escalation_reason\": \"Certificate chain looks wrong.\"}");
        assertThat(escalated.status()).as(escalated.body()).isEqualTo(200);
        return UUID.fromString(escalated.text("handoff_id"));
    }

    Answer act(String act, UUID session, UUID handoff, int epoch, TestPerson handler) {
        return internalPut(
                "handoff-service",
                I + "/" + session + "/handoffs/" + handoff + "/" + act,
                """
                {"claim_epoch": %d, "handler_id": "%s", "handler_name": "%s", "actor_id": "%s", "actor_name": "%s", "at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(
                                epoch,
                                handler.userId(),
                                handler.name(),
                                handler.userId(),
                                handler.name()));
    }

    long count(String sql, Object... params) {
        return Objects.requireNonNull(
                TenantContext.call(
                        account,
                        () ->
                                transaction.execute(tx ->
                                        jdbc.sql(sql).params(params).query(Long.class).single())));
    }

    /** Types of the session's events, in order. */
    List<String> events(UUID session) {
        return Objects.requireNonNull(
                TenantContext.call(
                        account,
                        () ->
                                transaction.execute(tx ->
                                        jdbc.sql(
                                                        "select type from outbox_event where aggregate_id = ? order by aggregate_seq")
                                                .params(session.toString())
                                                .query(String.class)
                                                .list())));
    }

    String payload(UUID session, String type) {
        return Objects.requireNonNull(
                TenantContext.call(
                        account,
                        () ->
                                transaction.execute(tx ->
                                        jdbc.sql(
                                                        "select payload from outbox_event where aggregate_id = ? and type = ?")
                                                .params(session.toString(), type)
                                                .query(String.class)
                                                .single())));
    }

    void publish(String topic, String type, UUID aggregate, long seq, String data) {
        var event =
                CloudEventBuilder.v1()
                        .withId(UUID.randomUUID().toString())
                        .withType(type)
                        .withSource(URI.create("/test"))
                        .withSubject(aggregate.toString())
                        .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                        .withDataContentType("application/json")
                        .withExtension("accountid", account.toString())
                        .withExtension("aggregateseq", Long.toString(seq))
                        .withData(data.getBytes(StandardCharsets.UTF_8))
                        .build();
        kafka.send(topics.of(topic), account + ":" + aggregate, event).join();
    }

    /** Runs all at the same moment and gives their answers. */
    static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
        var start = new CyclicBarrier(calls.size());
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<Answer>> running =
                    calls.stream()
                            .map(call ->
                                    threads.submit(() -> {
                                        start.await();
                                        return call.call();
                                    }))
                            .toList();
            var answers = new java.util.ArrayList<Answer>();
            for (Future<Answer> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
