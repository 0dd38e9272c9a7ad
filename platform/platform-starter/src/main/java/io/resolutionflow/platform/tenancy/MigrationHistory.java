package io.resolutionflow.platform.tenancy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables in which Flyway notes what it did. It makes them itself, so default privileges open
 * them to the app role, which may only read there: a process that does not migrate checks that
 * somebody did.
 */
class MigrationHistory {

    private final @Nullable DataSource asOwner;

    MigrationHistory(@Nullable DataSource asOwner) {
        this.asOwner = asOwner;
    }

    void close(String appRole, String... tables) {
        if (asOwner == null) {
            return;
        }
        try (var connection = asOwner.getConnection();
                var statement = connection.createStatement()) {
            for (String table : tables) {
                statement.execute(revoke(appRole, table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the migration history could not be closed", e);
        }
    }

    /** Two replicas that start together must not revoke at the same moment. */
    private static String revoke(String appRole, String table) {
        return """
        do $$ begin
            perform pg_advisory_xact_lock(724012);
            if has_table_privilege('%1$s', '%2$s', 'insert, update, delete') then
                revoke all on %2$s from %1$s;
                grant select on %2$s to %1$s;
            end if;
        end $$
        """
                .formatted(appRole, table);
    }
}
