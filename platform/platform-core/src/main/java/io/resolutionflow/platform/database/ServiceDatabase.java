package io.resolutionflow.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates one service's schema and roles in a PostgreSQL database (architecture §5.5): an owner for
 * migrations, an app role that owns nothing and has no BYPASSRLS, and a NOLOGIN definer role for
 * the few listed {@code SECURITY DEFINER} functions (§5.6). Safe to repeat.
 *
 * <p>In a cluster an operator runs the same statements once; see docs/database-roles.md.
 */
public final class ServiceDatabase {

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{8,200}");

    /**
     * System property: what role names begin with, {@code rf_} when it is not set. Roles belong to
     * a whole PostgreSQL server, so a second installation on it needs names of its own.
     */
    public static final String ROLE_PREFIX = "rf.database.role-prefix";

    private ServiceDatabase() {}

    public static String ownerRole(String schema) {
        return prefix() + schema + "_owner";
    }

    public static String appRole(String schema) {
        return prefix() + schema + "_app";
    }

    public static String definerRole(String schema) {
        return prefix() + schema + "_definer";
    }

    private static String prefix() {
        String prefix = System.getProperty(ROLE_PREFIX, "rf_");
        require(SCHEMA, prefix, "role prefix");
        return prefix;
    }

    /**
     * @param admin a connection to the target database as a role that may create roles, schemas and
     *     extensions
     * @param schema lower-case name, e.g. {@code l1}
     * @param ownerPassword letters, digits, {@code _} and {@code -}, 8–200
     * @throws SQLException when the database refuses
     */
    public static void create(
            Connection admin, String schema, String ownerPassword, String appPassword)
            throws SQLException {
        require(SCHEMA, schema, "schema");
        require(PASSWORD, ownerPassword, "owner password");
        require(PASSWORD, appPassword, "app password");
        try (var statement = admin.createStatement()) {
            for (String sql : statements(schema, ownerPassword, appPassword)) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> statements(
            String schema, String ownerPassword, String appPassword) {
        String owner = ownerRole(schema);
        String app = appRole(schema);
        String definer = definerRole(schema);
        return List.of(
                // two services may be set up at the same time on one cluster
                "select pg_advisory_lock(724011)",
                "create extension if not exists vector schema public",
                "create extension if not exists pg_trgm schema public",
                createRole(owner),
                createRole(app),
                createRole(definer),
                "alter role " + owner + " login nobypassrls password '" + ownerPassword + "'",
                "alter role " + app + " login nobypassrls password '" + appPassword + "'",
                "alter role " + definer + " nologin nobypassrls",
                // the owner may hand a function over to the definer role, but does not inherit its
                // policies
                "grant " + definer + " to " + owner + " with inherit false, set true",
                "create schema if not exists " + schema + " authorization " + owner,
                "grant usage on schema " + schema + " to " + app,
                "grant usage, create on schema " + schema + " to " + definer,
                "grant usage on schema public to " + app + ", " + owner + ", " + definer,
                "alter role " + owner + " set search_path = " + schema + ", public",
                "alter role " + app + " set search_path = " + schema + ", public",
                defaults(owner, schema, "grant select, insert, update, delete on tables to " + app),
                defaults(owner, schema, "grant usage, select on sequences to " + app),
                "alter default privileges for role "
                        + owner
                        + " revoke execute on functions from public",
                "alter default privileges for role "
                        + definer
                        + " revoke execute on functions from public",
                "select pg_advisory_unlock(724011)");
    }

    private static String createRole(String role) {
        return "do $$ begin if not exists (select from pg_roles where rolname = '"
                + role
                + "') then create role "
                + role
                + "; end if; end $$";
    }

    private static String defaults(String owner, String schema, String grant) {
        return "alter default privileges for role " + owner + " in schema " + schema + " " + grant;
    }

    private static void require(Pattern pattern, String value, String what) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("unusable " + what);
        }
    }
}
