package io.resolutionflow.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every migration behind the baseline keeps the release before working (docs/upgrades.md). */
class MigrationRulesTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path BASELINE =
            Path.of("src/test/resources/migration-baseline.properties");
    private static final Path LANDED = Path.of("src/test/resources/migrations.sha256");
    private static final Pattern NUMBERED = Pattern.compile("V(\\d+)__\\w+\\.sql");

    @Test
    void everyMigrationBehindTheBaselineOnlyExpands() throws IOException {
        var baseline = baseline();
        var findings = new ArrayList<String>();
        for (String folder : baseline.stringPropertyNames()) {
            int known = Integer.parseInt(baseline.getProperty(folder));
            for (Path file : migrations(ROOT.resolve(folder))) {
                if (number(file) > known) {
                    MigrationRules.findings(Migration.of(Files.readString(file)))
                            .forEach(one -> findings.add(file.getFileName() + " " + one));
                }
            }
        }

        assertThat(findings).isEmpty();
    }

    /**
     * A database that has one of another text refuses to start this build. A line is added with its
     * file ({@code sha256sum}) and never changed once it has landed.
     */
    @Test
    void everyMigrationIsTheOneThatLanded() throws Exception {
        var digests = new TreeMap<String, String>();
        for (String line : Files.readAllLines(LANDED)) {
            String[] parts = line.split(" {2}");
            digests.put(parts[1], parts[0]);
        }
        var found = new TreeMap<String, String>();
        for (String folder : folders()) {
            for (Path file : migrations(ROOT.resolve(folder))) {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(folder + "/" + file.getFileName(), HexFormat.of().formatHex(digest));
            }
        }

        assertThat(found).isEqualTo(digests);
    }

    @Test
    void everyFolderOfMigrationsIsLookedAt() throws IOException {
        assertThat(baseline().stringPropertyNames()).containsExactlyInAnyOrderElementsOf(folders());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table walk",
                "drop function claim_due(integer)",
                "alter table walk drop column notes",
                "alter table walk rename column notes to remarks",
                "alter table walk rename to walk_old",
                "alter table walk alter column notes type jsonb using notes::jsonb",
                "alter table walk alter column notes set not null",
                "alter table walk add column kind text not null",
                "alter table walk add column a text not null default 'x', add kind text not null",
                "alter table walk add constraint walk_kind_ck check (kind in ('a', 'b'))",
                "create unique index walk_key_ux on walk (account_id, key)",
                "revoke update on walk from ${app_role}",
                "revoke execute on function claim_due(integer) from ${app_role}",
                "truncate walk"
            })
    void whatBreaksTheReleaseBeforeIsFound(String sql) {
        assertThat(MigrationRules.findings(Migration.of("-- first\n" + sql + ";"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table walk add column kind text",
                "alter table walk add column n integer not null default 0, add column m text",
                "alter table walk add column v tsvector not null generated always as (f(a, b)) stored",
                "drop index walk_old_ix",
                "create index walk_new_ix on walk (account_id)",
                "create table note (id uuid not null); alter table note add constraint note_pk primary key (id)",
                "create function f() returns text language sql as $$ drop table walk; select 'x' $$",
                "create table note (id uuid not null); revoke update, delete on note from ${app_role}",
                "update walk set notes = 'drop table walk; x'",
                "-- the old one; drop table walk\nselect 1",
                "-- contract: nothing has written it since 0.3\nalter table walk drop column notes"
            })
    void whatOnlyAddsPasses(String sql) {
        assertThat(MigrationRules.findings(Migration.of(sql + ";"))).isEmpty();
    }

    @Test
    void anApostropheInACommentHidesNothing() {
        assertThat(
                        MigrationRules.findings(
                                Migration.of(
                                        "-- an account's rows\ndrop table walk; -- it's gone\n")))
                .hasSize(1);
    }

    @Test
    void aContractIsForOneStatementAlone() {
        String sql =
                """
                -- contract: unused since 0.3
                alter table walk drop column notes;
                alter table walk drop column title;
                """;

        assertThat(MigrationRules.findings(Migration.of(sql)))
                .singleElement()
                .asString()
                .contains("title");
    }

    private static Properties baseline() throws IOException {
        var baseline = new Properties();
        try (Reader in = Files.newBufferedReader(BASELINE)) {
            baseline.load(in);
        }
        return baseline;
    }

    private static List<String> folders() throws IOException {
        var folders = new ArrayList<String>();
        // a module lies in the repository or in one of its folders
        for (String place : List.of("*/src", "*/*/src")) {
            for (Path sources : matching(place)) {
                Path databases = sources.resolve("main/resources/db");
                if (Files.isDirectory(databases)) {
                    try (Stream<Path> all = Files.walk(databases)) {
                        all.filter(MigrationRulesTests::isMigration)
                                .map(file -> ROOT.relativize(file.getParent()).toString())
                                .distinct()
                                .forEach(folders::add);
                    }
                }
            }
        }
        return folders;
    }

    private static List<Path> matching(String place) throws IOException {
        var matcher = ROOT.getFileSystem().getPathMatcher("glob:" + ROOT + "/" + place);
        int depth = Path.of(place).getNameCount();
        try (Stream<Path> all = Files.find(ROOT, depth, (file, about) -> matcher.matches(file))) {
            return all.toList();
        }
    }

    private static boolean isMigration(Path file) {
        return NUMBERED.matcher(file.getFileName().toString()).matches();
    }

    private static List<Path> migrations(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(MigrationRulesTests::isMigration).toList();
        }
    }

    private static int number(Path file) {
        var numbered = NUMBERED.matcher(file.getFileName().toString());
        return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
    }
}
