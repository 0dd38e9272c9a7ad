package io.resolutionflow.platform.testing.catalogue;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lint over {@code pg_class}, {@code pg_policy}, {@code pg_index}, {@code pg_constraint}, {@code
 * pg_proc} and {@code pg_roles} of one service's schema.
 */
public final class Catalogue {

    private final Connection database;
    private final Map<String, String> names;
    private final CrossTenantQueries listed;
    private final String schema;

    /**
     * @param database as somebody who sees the whole catalogue; an open transaction is read as it
     *     stands
     */
    public Catalogue(Connection database, String schema, CrossTenantQueries listed) {
        this.database = database;
        this.schema = schema;
        this.listed = listed;
        this.names =
                Map.of(
                        "schema",
                        schema,
                        "app",
                        ServiceDatabase.appRole(schema),
                        "owner",
                        ServiceDatabase.ownerRole(schema),
                        "definer",
                        ServiceDatabase.definerRole(schema));
    }

    /** Everything that could let one account reach another; empty when the walls stand. */
    public List<String> findings() throws SQLException {
        var findings = new ArrayList<String>();
        for (CatalogueRule rule : CatalogueRule.values()) {
            findings.addAll(rows(rule.sql()));
        }
        findings.addAll(unlisted());
        return findings;
    }

    private List<String> unlisted() throws SQLException {
        var findings = new ArrayList<String>();
        List<String> definers =
                rows(
                        "select distinct proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ':schema' and prosecdef");
        for (String name : definers) {
            if (!listed.lists(schema, name)) {
                findings.add(
                        "function "
                                + name
                                + " reaches across accounts and is not in "
                                + listed
                                + ": add a row");
            }
        }
        List<String> known =
                rows(
                        "select proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ':schema'"
                                + " union select relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ':schema'");
        for (String name : listed.own(schema)) {
            if (!known.contains(name)) {
                findings.add(name + " is in " + listed + " and not in the schema");
            }
        }
        findings.addAll(unboundSearches());
        return findings;
    }

    private List<String> unboundSearches() throws SQLException {
        List<String> bound =
                rows(
                        "select proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ':schema'"
                                + " and prosrc like '%current_setting(''app.account_id'', true)%'");
        return listed.searches(schema).stream()
                .filter(name -> !bound.contains(name))
                .map(name -> "search " + name + " does not take the account from the transaction")
                .toList();
    }

    private List<String> rows(String sql) throws SQLException {
        String text = sql;
        for (var name : names.entrySet()) {
            text = text.replace(":" + name.getKey(), name.getValue());
        }
        var rows = new ArrayList<String>();
        try (var statement = database.createStatement();
                var result = statement.executeQuery(text)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
