package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.catalogue.Catalogue;
import io.resolutionflow.platform.testing.catalogue.CatalogueRules;
import io.resolutionflow.platform.testing.catalogue.CrossTenantQueries;
import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lint on the toy service, and the proof that each of its rules can fail. */
class CatalogueIT extends ServiceUnderTest implements CatalogueRules {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    alter table note drop constraint note_pk; alter table note alter account_id drop not null | note allows rows without an account
                    alter table note no force row level security | note has no forced row security
                    alter table note disable row level security | note has no forced row security
                    drop policy tenant on note | note has no tenant policy
                    alter policy tenant on note with check (true) | note has no tenant policy
                    alter policy tenant on note using (true) | tenant on note opens it
                    create policy open on note for select using (true) | open on note opens it
                    create policy open on note to rf_it_toy_app using (true) | open on note opens it
                    create table loose (account_id uuid not null, id uuid) | loose has no forced row security
                    create unique index note_uk on note (id) | note_uk tells one account what another has
                    create unique index note_uk on note (lower(text), account_id) | note_uk tells one account what another has
                    create table child (account_id uuid not null, note_account uuid, note uuid, constraint child_fk foreign key (note_account, note) references note (account_id, id)) | child_fk of child may point into another account
                    create table shared (id uuid); grant insert on shared to rf_it_toy_app | shared belongs to no account
                    grant truncate on note to rf_it_toy_app | truncate, reference or put triggers on note
                    create view all_notes as select * from note | all_notes is not security_invoker
                    create materialized view kept as select * from note | kept has no row security
                    alter role rf_it_toy_app bypassrls | rf_it_toy_app may pass row security
                    alter role rf_it_toy_app superuser | rf_it_toy_app may pass row security
                    alter role rf_it_toy_definer login | rf_it_toy_definer may log in
                    grant rf_it_toy_definer to rf_it_toy_app | rf_it_toy_app is a member of rf_it_toy_definer
                    alter table note owner to rf_it_toy_app | rf_it_toy_app owns note
                    grant create on schema toy to rf_it_toy_app | rf_it_toy_app may create objects
                    alter function outbox_backlog() owner to rf_it_toy_owner | outbox_backlog runs with the rights of rf_it_toy_owner
                    alter function outbox_backlog() reset search_path | outbox_backlog does not pin its search_path
                    alter function outbox_backlog() set search_path = public, toy | outbox_backlog does not pin its search_path
                    grant execute on function outbox_backlog() to public | outbox_backlog may be executed by everybody
                    create function peek() returns bigint language sql security definer as 'select count(*) from toy.note' | peek reaches across accounts and is not in docs/cross-tenant-queries.md
                    """)
    void a_hole_in_the_wall_is_found(String change, String finding) throws SQLException {
        try (var database = TestParts.admin(TestParts.database(schema()))) {
            database.setAutoCommit(false);
            try (var statement = database.createStatement()) {
                statement.execute("set local search_path = toy, public");
                // rows of other tests must not refuse a unique index before the lint can
                statement.execute("truncate note cascade");
                statement.execute(change);
                assertThat(
                                new Catalogue(database, schema(), CrossTenantQueries.committed())
                                        .findings())
                        .anyMatch(found -> found.contains(finding));
            } finally {
                database.rollback();
            }
        }
    }

    @Test
    void a_listed_function_that_is_gone_is_found() throws SQLException {
        try (var database = TestParts.admin(TestParts.database(schema()))) {
            var page = new CrossTenantQueries("| toy | `claim_gone` | why | what |\n");
            assertThat(new Catalogue(database, schema(), page).findings())
                    .anyMatch(found -> found.startsWith("claim_gone is in"));
        }
    }

    @Test
    void a_search_without_its_account_is_found() throws SQLException {
        try (var database = TestParts.admin(TestParts.database(schema()))) {
            var page =
                    new CrossTenantQueries(
                            "## Searches inside one account\n| toy | `outbox_due` | why |\n");
            assertThat(new Catalogue(database, schema(), page).findings())
                    .contains("search outbox_due does not take the account from the transaction");
        }
    }
}
