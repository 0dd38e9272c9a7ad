package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.platform.database.ServiceDatabase;
import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.parts.TestParts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cluster's way: a job migrates and ends, the processes only check. */
class MigrationsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STARTED = "Started ToyApplication";

    private final String database = TestParts.database("upgrades");

    @Test
    void a_process_that_checks_does_not_start_before_the_job_and_starts_after_it()
            throws Exception {
        try (var early = start("check", Map.of())) {
            assertThat(early.awaitExit(SOON)).isEqualTo(1);
            assertThatThrownBy(early::awaitReady)
                    .hasStackTraceContaining("run its migrations first");
        }

        try (var job = start("only", owner())) {
            assertThat(job.awaitExit(SOON)).isZero();
            assertThatThrownBy(job::awaitReady).hasStackTraceContaining("schema migrated");
        }

        try (var service = start("check", Map.of())) {
            assertThat(service.awaitReady()).contains(STARTED);
        }
    }

    @Test
    void the_app_role_reads_the_history_of_migrations_and_cannot_write_it() throws Exception {
        try (var job = start("only", owner())) {
            assertThat(job.awaitExit(SOON)).isZero();
        }
        try (var connection = asApp();
                var statement = connection.createStatement()) {
            for (String table :
                    List.of("upgrades.platform_schema_history", "upgrades.schema_history")) {
                assertThat(statement.executeQuery("select version from " + table).next()).isTrue();
                assertThatThrownBy(() -> statement.execute("delete from " + table))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    private Connection asApp() throws SQLException {
        return DriverManager.getConnection(
                database, ServiceDatabase.appRole("upgrades"), TestParts.rolePassword());
    }

    private static Map<String, String> owner() {
        return Map.of("RF_DB_OWNER_PASSWORD", TestParts.rolePassword());
    }

    private ForkedJvm start(String mode, Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("RF_MIGRATIONS", mode);
        environment.put("SERVER_PORT", "0");
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        environment.put("RF_SERVICE_SCHEMA", "upgrades");
        environment.put("RF_DB_URL", database);
        environment.put("RF_DB_APP_PASSWORD", TestParts.rolePassword());
        environment.put("RF_KAFKA_BOOTSTRAP_SERVERS", TestParts.kafka());
        environment.put("RF_KAFKA_TOPICPREFIX", TestParts.ownTopics());
        environment.put("RF_ISSUER_URI", TestIssuer.get().uri());
        return ForkedJvm.start(ToyApplication.class, List.of(), environment, STARTED);
    }
}
