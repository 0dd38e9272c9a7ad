package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.tenancy.LateBoundTransaction;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.parts.RealParts;
import io.resolutionflow.platform.testing.parts.TestParts;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
class TenancyIT {

    @Autowired ToyApplication.Notes notes;
    @Autowired PlatformTransactionManager transactions;
    @Autowired JdbcClient jdbc;

    private final UUID acme = UUID.randomUUID();
    private final UUID globex = UUID.randomUUID();

    @Test
    void sql_that_forgot_the_tenant_predicate_still_sees_one_account_only() {
        TenantContext.call(acme, () -> notes.write(UUID.randomUUID(), "of acme"));
        TenantContext.call(globex, () -> notes.write(UUID.randomUUID(), "of globex"));

        assertThat(TenantContext.call(acme, notes::textsBySqlWithoutPredicate))
                .containsExactly("of acme");
    }

    @Test
    void without_a_bound_account_no_row_exists() {
        TenantContext.call(acme, () -> notes.write(UUID.randomUUID(), "of acme"));

        assertThat(notes.textsBySqlWithoutPredicate()).isEmpty();
    }

    @Test
    void in_a_late_bound_transaction_no_row_exists_before_it_is_bound() {
        TenantContext.call(acme, () -> notes.write(UUID.randomUUID(), "of acme"));
        TenantContext.call(globex, () -> notes.write(UUID.randomUUID(), "of globex"));
        var late = new LateBoundTransaction(transactions);

        TenantContext.run(
                acme,
                () ->
                        late.executeWithoutResult(status -> {
                            assertThat(notes.textsBySqlWithoutPredicate()).isEmpty();
                            var binding = LateBoundTransaction.binding();
                            jdbc.sql(binding.sql()).params(binding.params()).query().singleRow();
                            assertThat(notes.textsBySqlWithoutPredicate())
                                    .containsExactly("of acme");
                        }));
    }

    @Test
    void the_entity_filter_holds_alone_when_the_row_policy_is_taken_away() throws SQLException {
        UUID note = TenantContext.call(acme, () -> notes.write(UUID.randomUUID(), "of acme"));
        asAdministrator(
                "alter table toy.note no force row level security; alter table toy.note disable row level security");
        try {
            // the red twin: plain SQL now leaks, so what still hides the note below is the entity
            // filter
            assertThat(TenantContext.call(globex, notes::textsBySqlWithoutPredicate))
                    .contains("of acme");
            assertThat(TenantContext.call(globex, () -> notes.find(note))).isEmpty();
            assertThat(TenantContext.call(acme, () -> notes.find(note))).isPresent();
        } finally {
            asAdministrator(
                    "alter table toy.note enable row level security; alter table toy.note force row level security");
        }
    }

    private static void asAdministrator(String sql) throws SQLException {
        try (var connection = TestParts.admin(TestParts.database("toy"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
