package io.resolutionflow.platform.outbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Nothing but a relay: {@code url user password schema kafka prefix leaseMillis}. Ends when its
 * standard input does, so that it never outlives the test that started it.
 */
public final class RelayProcess {

    private RelayProcess() {}

    public static void main(String[] arguments) throws IOException {
        String url = arguments[0];
        String user = arguments[1];
        String password = arguments[2];
        var dataSource = new SingleConnectionDataSource(url, user, password, true);
        var store =
                new OutboxStore(
                        JdbcClient.create(dataSource),
                        new TransactionTemplate(new DataSourceTransactionManager(dataSource)));
        var kafka =
                new KafkaTemplate<>(
                        new DefaultKafkaProducerFactory<String, CloudEvent>(
                                Map.of(
                                        "bootstrap.servers", arguments[4],
                                        "acks", "all",
                                        "enable.idempotence", "true",
                                        "delivery.timeout.ms", "8000",
                                        "request.timeout.ms", "3000",
                                        "linger.ms", "2"),
                                new StringSerializer(),
                                new CloudEventSerializer()));
        var relay =
                new OutboxRelay(
                        store,
                        new EventPublisher(kafka, new TopicNames(arguments[5]), "session-service"),
                        new OutboxWakeUp(url, user, password, Outbox.channel(arguments[3])),
                        new OutboxProperties(
                                true,
                                Duration.ofSeconds(1),
                                Duration.ofMillis(20),
                                Duration.ofMillis(Long.parseLong(arguments[6])),
                                200,
                                Duration.ofSeconds(8)));
        relay.start();
        System.out.println("relay started");
        while (System.in.read() >= 0) {
            // until the test is over
        }
        relay.stop();
    }
}
