package io.resolutionflow.platform.testing.parts;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * The running PostgreSQL and Kafka that {@code ./rf test} (or {@code ./rf up}) started, named by {@code RF_TEST_*}. Each
 * test JVM gets a database of its own per schema, made anew, and topics without old records.
 */
public final class TestParts {

    private static final String PASSWORD = "test-role-password";
    private static final Map<String, String> DATABASES = new ConcurrentHashMap<>();

    private TestParts() {}

    /** The role password of every test database. */
    public static String rolePassword() {
        return PASSWORD;
    }

    /** JDBC address of a fresh database with the schema and roles of one service; the same one for the whole JVM. */
    public static String database(String schema) {
        return DATABASES.computeIfAbsent(schema, TestParts::createDatabase);
    }

    public static String kafka() {
        return required("RF_TEST_KAFKA_BOOTSTRAP_SERVERS");
    }

    /** Empties the topics, so that a consumer group starting at the earliest record sees only this run. */
    public static void emptyTopics() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka());
        try (Admin admin = Admin.create(properties)) {
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            var names = admin.listTopics().names().get().stream().filter(name -> name.startsWith("rf.")).toList();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get()
                    .forEach(
                            (name, topic) ->
                                    topic.partitions()
                                            .forEach(
                                                    partition ->
                                                            latest.put(
                                                                    new TopicPartition(name, partition.partition()),
                                                                    OffsetSpec.latest())));
            var delete = new HashMap<TopicPartition, RecordsToDelete>();
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach(
                            (partition, offset) ->
                                    delete.put(partition, RecordsToDelete.beforeOffset(offset.offset())));
            admin.deleteRecords(delete).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka at " + kafka() + " could not be prepared", e);
        }
    }

    /** An administrator's connection to the server, for what only an operator may do. */
    public static Connection admin(String jdbcUrl) throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl, required("RF_TEST_POSTGRES_USER"), required("RF_TEST_POSTGRES_PASSWORD"));
    }

    private static String createDatabase(String schema) {
        String server = required("RF_TEST_POSTGRES_URL");
        String name = "rf_it_" + schema;
        String url = server.substring(0, server.lastIndexOf('/') + 1) + name;
        try (Connection postgres = admin(server);
                var statement = postgres.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
            try (Connection fresh = admin(url)) {
                ServiceDatabase.create(fresh, schema, PASSWORD, PASSWORD);
            }
            return url;
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL at " + server + " could not be prepared", e);
        }
    }

    static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    name + " is not set: integration tests run on the real parts; start them with ./rf test");
        }
        return value;
    }
}
