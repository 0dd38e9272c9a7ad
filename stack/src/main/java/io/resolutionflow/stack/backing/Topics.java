package io.resolutionflow.stack.backing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of architecture §6 and their dead letter topics. */
final class Topics {

    private static final int PARTITIONS = 6;
    private static final short REPLICAS = 1;
    private static final int TIMEOUT_MILLIS = 60_000;
    static final List<String> EVENTS =
            List.of(
                    "rf.session.events",
                    "rf.l1.events",
                    "rf.handoff.events",
                    "rf.psa.events",
                    "rf.ai.events");

    private Topics() {}

    /** Creates those that are missing. */
    static void create(String bootstrapServers) throws IOException, InterruptedException {
        Map<String, Object> configuration =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MILLIS);
        try (var admin = Admin.create(configuration)) {
            var existing = admin.listTopics().names().get();
            var missing =
                    EVENTS.stream()
                            .flatMap(topic -> Stream.of(topic, topic + "-dlt"))
                            .filter(topic -> !existing.contains(topic))
                            .map(topic -> new NewTopic(topic, PARTITIONS, REPLICAS))
                            .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("Kafka did not create the topics: " + e.getMessage(), e);
            }
        }
    }
}
