package io.resolutionflow.platform.tenancy;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * What a process does about its schema at its start: migrate it (one machine), check that somebody
 * did (a cluster, where a job migrates before the new pods start), or migrate it and end (that
 * job). The platform's tables have a history of their own, so that its versions and a service's
 * never mix.
 */
class SchemaMigrations implements FlywayMigrationStrategy {

    /** {@code rf.migrations}. */
    enum Mode {
        RUN,
        CHECK,
        ONLY
    }

    private static final String PLATFORM_HISTORY = "platform_schema_history";
    private static final Logger log = LoggerFactory.getLogger(SchemaMigrations.class);

    private final Mode mode;
    private final String appRole;
    private final DataSource asApp;

    SchemaMigrations(Mode mode, ServiceSchema service, DataSource asApp) {
        this.mode = mode;
        this.appRole = ServiceDatabase.appRole(service.schema());
        this.asApp = asApp;
    }

    @Override
    public void migrate(Flyway service) {
        if (mode == Mode.CHECK) {
            requireNothingPending(platform(service).dataSource(asApp).load());
            requireNothingPending(
                    Flyway.configure(service.getConfiguration().getClassLoader())
                            .configuration(service.getConfiguration())
                            .dataSource(asApp)
                            .load());
            return;
        }
        platform(service).load().migrate();
        service.migrate();
        new MigrationHistory(service.getConfiguration().getDataSource())
                .close(appRole, PLATFORM_HISTORY, service.getConfiguration().getTable());
        if (mode == Mode.ONLY) {
            end();
        }
    }

    private static FluentConfiguration platform(Flyway service) {
        return Flyway.configure(service.getConfiguration().getClassLoader())
                .configuration(service.getConfiguration())
                .locations("classpath:db/platform")
                // the service's own Java migrations belong to its own history
                .javaMigrations()
                .table(PLATFORM_HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    /** A schema that is newer than the process is fine: the release before must go on working. */
    private static void requireNothingPending(Flyway flyway) {
        var pending = flyway.info().pending();
        if (pending.length > 0) {
            throw new IllegalStateException(
                    "the schema is behind this release, run its migrations first: "
                            + Arrays.stream(pending)
                                    .map(one -> one.getVersion() + " " + one.getDescription())
                                    .collect(Collectors.joining(", ")));
        }
    }

    // in the middle of the start nothing else is open yet, and an orderly exit would wait for the
    // start to end
    private static void end() {
        log.atInfo().log("schema migrated, nothing else to do");
        Runtime.getRuntime().halt(0);
    }
}
