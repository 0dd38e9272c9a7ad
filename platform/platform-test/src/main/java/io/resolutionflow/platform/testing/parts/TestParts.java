package io.resolutionflow.platform.testing.parts;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The running PostgreSQL and Kafka that {@code ./rf test} (or {@code ./rf up}) started, named by
 * {@code RF_TEST_*}. Each test JVM gets a database of its own per schema, made anew, and topics of
 * its own.
 */
public final class TestParts {

    private static final String PASSWORD = "test-role-password";
    private static final List<String> TOPICS =
            List.of(
                    "rf.session.events",
                    "rf.l1.events",
                    "rf.handoff.events",
                    "rf.psa.events",
                    "rf.ai.events");
    private static final int PARTITIONS = 2;
    private static final Map<String, String> DATABASES = new ConcurrentHashMap<>();

    static {
        // the server may serve a running system too: its roles keep their passwords
        System.setProperty(ServiceDatabase.ROLE_PREFIX, "rf_it_");
    }

    private TestParts() {}

    /** The role password of every test database. */
    public static String rolePassword() {
        return PASSWORD;
    }

    /**
     * JDBC address of a fresh database with the schema and roles of one service; the same one for
     * the whole JVM.
     */
    public static String database(String schema) {
        return DATABASES.computeIfAbsent(schema, TestParts::createDatabase);
    }

    public static String kafka() {
        return required("RF_TEST_KAFKA_BOOTSTRAP_SERVERS");
    }

    /**
     * Makes the topics of architecture §6 and their dead-letter topics under a prefix of this JVM's
     * own; returns the prefix.
     */
    public static String ownTopics() {
        String prefix = "it-" + UUID.randomUUID() + "-";
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka());
        try (Admin admin = Admin.create(properties)) {
            var topics =
                    TOPICS.stream()
                            .flatMap(topic -> Stream.of(topic, topic + "-dlt"))
                            .map(topic -> new NewTopic(prefix + topic, PARTITIONS, (short) 1))
                            .toList();
            admin.createTopics(topics).all().get();
            return prefix;
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
            throw new IllegalStateException(
                    "PostgreSQL at " + server + " could not be prepared", e);
        }
    }

    static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    name
                            + " is not set: integration tests run on the real parts; start them with ./rf test");
        }
        return value;
    }
}
