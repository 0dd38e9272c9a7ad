package io.resolutionflow.stack.backing;

import io.resolutionflow.platform.database.ServiceDatabase;
import io.resolutionflow.stack.instance.Secrets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The database {@code resolutionflow} with one schema and its roles per service. */
public final class Databases {

    private static final List<String> SCHEMAS = List.of("session", "l1", "handoff", "psa", "ai");
    private static final int TRIES = 40;
    private static final long BETWEEN_MILLIS = 250;

    private final PostgresAccess access;
    private final Secrets secrets;

    public Databases(PostgresAccess access, Secrets secrets) {
        this.access = access;
        this.secrets = secrets;
    }

    /** Creates what is missing and sets the passwords of this instance. */
    public void create() throws IOException, InterruptedException {
        try {
            try (Connection admin = connectWhenReady();
                    var statement = admin.createStatement()) {
                var found =
                        statement.executeQuery(
                                "select from pg_database where datname = '"
                                        + PostgresAccess.DATABASE
                                        + "'");
                if (!found.next()) {
                    statement.execute("create database " + PostgresAccess.DATABASE);
                }
            }
            try (Connection admin = connect(PostgresAccess.DATABASE)) {
                for (String schema : SCHEMAS) {
                    ServiceDatabase.create(
                            admin,
                            schema,
                            ownerPassword(secrets, schema),
                            appPassword(secrets, schema));
                }
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL did not set up the database: " + e.getMessage(), e);
        }
    }

    public static String ownerPassword(Secrets secrets, String schema) {
        return secrets.get("db-" + schema + "-owner");
    }

    public static String appPassword(Secrets secrets, String schema) {
        return secrets.get("db-" + schema + "-app");
    }

    // the port opens before recovery after a crash has ended; until then the answer is 57P03
    private Connection connectWhenReady() throws SQLException, InterruptedException {
        for (int n = 1; ; n++) {
            try {
                return connect(access.database());
            } catch (SQLException e) {
                if (n == TRIES || !"57P03".equals(e.getSQLState())) {
                    throw e;
                }
                Thread.sleep(BETWEEN_MILLIS);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                access.jdbcUrl(database), access.user(), access.password());
    }
}
