package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.upgrade.Migration.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Expand first, contract a release later (docs/upgrades.md): what a migration may not do to things
 * that processes of the release before still use. A thing that the same migration makes is its own.
 */
final class MigrationRules {

    private static final Pattern MADE =
            Pattern.compile("^create (?:unlogged )?table (?:if not exists )?([\\w.]+)");
    private static final Pattern ALTERED =
            Pattern.compile("^alter table (?:if exists )?(?:only )?([\\w.]+)");
    private static final Pattern UNIQUE_INDEX =
            Pattern.compile("^create unique index .*? on (?:only )?([\\w.]+)");
    private static final Pattern REVOKED =
            Pattern.compile("^revoke .* on (?:table )?([\\w., ()]+?) from ");
    private static final Pattern NOT_NULL_COLUMN =
            Pattern.compile(
                    "\\badd (?:column )?(?:if not exists )?(?!constraint\\b)\\w+ [^,]*?\\bnot null\\b[^,]*");

    /** In any statement. */
    private static final Map<Pattern, String> NEVER = new LinkedHashMap<>();

    /** In {@code alter table} of a table that was there before. */
    private static final Map<Pattern, String> ALTERING = new LinkedHashMap<>();

    static {
        NEVER.put(
                Pattern.compile("^drop (?!index|trigger|policy)\\w+"),
                "drops what processes of the release before may use");
        NEVER.put(Pattern.compile("^truncate\\b"), "throws rows away");
        NEVER.put(
                Pattern.compile("^alter (?:function|view|type|sequence|schema) .*\\brename\\b"),
                "renames what is called by its name");
        ALTERING.put(Pattern.compile("\\bdrop column\\b"), "drops a column");
        ALTERING.put(Pattern.compile("\\brename (?!constraint\\b)"), "renames a table or a column");
        ALTERING.put(
                Pattern.compile("\\balter (?:column )?\\w+ (?:set data )?type\\b"),
                "changes a column's type");
        ALTERING.put(Pattern.compile("\\bset not null\\b"), "refuses rows without a value");
        ALTERING.put(
                Pattern.compile("\\badd constraint\\b"),
                "refuses rows that the release before may write");
    }

    private MigrationRules() {}

    /** What a migration does that it may not. */
    static List<String> findings(Migration migration) {
        var findings = new ArrayList<String>();
        Set<String> own = new TreeSet<>();
        for (Statement statement : migration.statements()) {
            find(MADE, statement.sql()).forEach(made -> own.add(made.group(1)));
            if (statement.contract().isEmpty()) {
                NEVER.forEach((pattern, why) -> add(pattern, why, statement, findings));
                altering(statement, own, findings);
            }
        }
        return findings;
    }

    private static void altering(Statement statement, Set<String> own, List<String> findings) {
        String sql = statement.sql();
        if (find(UNIQUE_INDEX, sql).stream().anyMatch(index -> !own.contains(index.group(1)))) {
            findings.add("refuses rows that the release before may write: " + sql);
        }
        if (find(REVOKED, sql).stream().anyMatch(on -> !own.contains(on.group(1)))) {
            findings.add("takes a right away: " + sql);
        }
        if (find(ALTERED, sql).stream().noneMatch(table -> !own.contains(table.group(1)))) {
            return;
        }
        ALTERING.forEach((pattern, why) -> add(pattern, why, statement, findings));
        for (MatchResult column : find(NOT_NULL_COLUMN, sql)) {
            if (!column.group().contains(" default ") && !column.group().contains(" generated ")) {
                findings.add("a column that the release before does not fill: " + sql);
            }
        }
    }

    private static void add(
            Pattern pattern, String why, Statement statement, List<String> findings) {
        if (!find(pattern, statement.sql()).isEmpty()) {
            findings.add(why + ": " + statement.sql());
        }
    }

    private static List<MatchResult> find(Pattern pattern, String sql) {
        return pattern.matcher(sql).results().toList();
    }
}
