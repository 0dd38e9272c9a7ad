package io.resolutionflow.platform.testing.service;

import io.cloudevents.CloudEvent;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.tenancy.ServiceSchema;
import io.resolutionflow.platform.testing.events.EventFeed;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service on the real PostgreSQL and Kafka, called over HTTP with signed tokens. Every test has
 * an account of its own, so no test sees another's rows. A service subclasses it once, with its
 * neighbours and people, so that all its tests share one context.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
public abstract class ServiceUnderTest {

    /** How long to wait for what happens in the background. */
    protected static final Duration SOON = Duration.ofSeconds(20);

    /** The account of this test. */
    protected final UUID account = UUID.randomUUID();

    @Autowired protected JdbcClient jdbc;
    @Autowired protected TransactionTemplate transaction;
    @Autowired protected JsonMapper json;
    @Autowired private KafkaTemplate<String, CloudEvent> kafka;
    @Autowired private TopicNames topics;
    @Autowired private ServiceSchema service;
    @Autowired private ObjectProvider<EventSubscription> subscriptions;
    @LocalServerPort private int port;

    /** The service's schema. */
    public String schema() {
        return service.schema();
    }

    /** What the service reads of others. */
    public List<EventSubscription> subscriptions() {
        return subscriptions.orderedStream().toList();
    }

    protected Answer get(TestPerson who, String path) {
        return call("GET", request(who, path), null);
    }

    protected Answer delete(TestPerson who, String path) {
        return call("DELETE", request(who, path), null);
    }

    protected Answer post(TestPerson who, String path, @Nullable Object body) {
        return call("POST", request(who, path), body);
    }

    /** With an {@code Idempotency-Key}. */
    protected Answer post(TestPerson who, String path, @Nullable Object body, String key) {
        return call("POST", request(who, path).header("Idempotency-Key", key), body);
    }

    protected Answer put(TestPerson who, String path, Object body) {
        return call("PUT", request(who, path), body);
    }

    protected Answer patch(TestPerson who, String path, Object body) {
        return call("PATCH", request(who, path), body);
    }

    /** Another service with its own credentials, in this test's account. */
    protected Answer internal(String client, String method, String path, @Nullable Object body) {
        return call(method, request(client, account, path), body);
    }

    /** A person's request, to be completed and given to {@link #call}. */
    protected HttpRequest.Builder request(TestPerson who, String path) {
        return request(who.bearer(), path);
    }

    /** A service's request in an account, to be completed and given to {@link #call}. */
    protected HttpRequest.Builder request(String client, UUID inAccount, String path) {
        return request(TestService.client(client).bearer(), path)
                .header("X-RF-Account-Id", inAccount.toString());
    }

    /** A request with this {@code Authorization}, to be completed and given to {@link #call}. */
    protected HttpRequest.Builder request(String bearer, String path) {
        return client().request(bearer, path);
    }

    /** Text goes out as it is, anything else as JSON, null as no body at all. */
    protected Answer call(String method, HttpRequest.Builder request, @Nullable Object body) {
        return client().call(method, request, body);
    }

    /** Lets all calls start at the same moment; their answers in the order of the calls. */
    protected static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
        return Together.call(calls);
    }

    /** The rows this test's account sees. */
    protected TenantRows rows() {
        return new TenantRows(account, jdbc, transaction);
    }

    /** Reads or writes inside this test's account. */
    protected <T> T inAccount(Function<JdbcClient, T> work) {
        return rows().in(work);
    }

    /** The one number a query gives inside this test's account. */
    protected long count(String sql, Object... params) {
        return rows().count(sql, params);
    }

    /** Sends a new event of this test's account, as the owner of its topic would. */
    protected void publish(String topic, String type, UUID aggregate, long seq, String data) {
        publish(topic, new TestEvent(UUID.randomUUID(), type, account, aggregate, seq, data));
    }

    protected void publish(String topic, TestEvent event) {
        new EventFeed(kafka, topics).publish(topic, event);
    }

    private ServiceClient client() {
        return new ServiceClient(port, json);
    }
}
