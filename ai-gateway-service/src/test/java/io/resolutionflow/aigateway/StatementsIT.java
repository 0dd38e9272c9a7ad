package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.platform.deadline.Deadline;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/**
 * What the ledger takes for granted of statements that travel together, in a transaction that was
 * bound to its account when it began and in one that binds itself.
 */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class StatementsIT extends GatewayUnderTest {

    private static final String WARNINGS = "select count(*) from quota_warning";

    private final SplittableRandom random = new SplittableRandom(7);

    @Parameter private boolean bindsItself;

    @Autowired private Statements statements;

    @BeforeEach
    void itsWindow() {
        unlimited();
    }

    @Test
    void each_query_of_a_trip_gets_its_own_rows() {
        Query<Integer> two = numbers(2);
        Query<Integer> none = numbers(0);
        Query<Integer> three = numbers(3);

        inTransaction(() -> statements.run(two, warning(50), none, warning(80), three));

        assertThat(two.rows()).containsExactly(1, 2);
        assertThat(none.rows()).isEmpty();
        assertThat(three.rows()).containsExactly(1, 2, 3);
        assertThat(count(WARNINGS)).isEqualTo(2);
    }

    @Test
    void a_write_that_waits_is_seen_by_the_next_trip_of_its_transaction() {
        Query<Long> before = warnings();
        Query<Long> after = warnings();

        inTransaction(() -> {
            statements.run(before);
            statements.later(warning(50));
            statements.run(after);
        });

        assertThat(before.rows()).containsExactly(0L);
        assertThat(after.rows()).containsExactly(1L);
        assertThat(count(WARNINGS)).as("written once").isOne();
    }

    @Test
    void writes_that_wait_to_the_end_are_committed_in_their_order() {
        Query<Long> seen = warnings();

        inTransaction(() -> {
            statements.atCommit(() -> List.of(seen));
            statements.later(warning(50));
            statements.later(warning(80), warning(90));
        });

        assertThat(seen.rows()).containsExactly(3L);
        assertThat(count(WARNINGS)).isEqualTo(3);
    }

    @Test
    void nothing_that_waits_outlives_a_transaction_that_was_undone() {
        assertThatThrownBy(() ->
                        inTransaction(() -> {
                            statements.later(warning(50));
                            throw new IllegalStateException("undone");
                        }))
                .hasMessage("undone");
        inTransaction(() -> statements.run(numbers(1)));

        assertThat(count(WARNINGS)).isZero();
    }

    @Test
    void one_bad_write_undoes_all_that_waited_with_it() {
        assertThatThrownBy(() ->
                        inTransaction(
                                () -> statements.later(warning(50), warning(80), warning(50))))
                .isInstanceOf(DataAccessException.class);

        assertThat(count(WARNINGS)).isZero();
    }

    @Test
    void rows_are_not_there_before_they_were_asked_for() {
        assertThatThrownBy(() -> numbers(1).rows()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoever_wants_to_hear_of_the_rows_hears_of_them_in_the_order_of_the_statements() {
        var heard = new ArrayList<String>();

        inTransaction(() ->
                statements.run(
                        Statement.sql("select 1").reading((row, n) -> 1, rows -> heard.add("a")),
                        Statement.sql("select 1").reading((row, n) -> 1, rows -> heard.add("b"))));

        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void rows_of_another_account_are_neither_seen_nor_written() {
        UUID other = UUID.randomUUID();
        inTransaction(() -> statements.run(warning(50)));
        Query<Long> seen = warnings();

        inTransaction(other, () -> statements.run(seen));

        assertThat(seen.rows()).containsExactly(0L);
        assertThatThrownBy(() -> inTransaction(other, () -> statements.run(warning(80))))
                .isInstanceOf(DataAccessException.class);
        assertThat(count(WARNINGS)).isOne();
    }

    @Test
    void what_is_asked_alone_is_part_of_the_transaction_that_runs() {
        Query<Long> seen = warnings();

        inTransaction(() -> {
            statements.later(warning(50));
            statements.alone(seen);
            assertThat(seen.rows()).containsExactly(1L);
        });

        assertThat(count(WARNINGS)).isOne();
    }

    @Test
    void the_time_its_caller_waits_bounds_a_statement() {
        Query<Integer> millis =
                Statement.sql(
                                "select setting::int from pg_settings where name = 'statement_timeout'")
                        .reading((row, n) -> row.getInt(1));

        try (var _ = Deadline.within(Duration.ofSeconds(7))) {
            inTransaction(() -> statements.run(millis));
        }

        assertThat(millis.first().orElseThrow()).isBetween(1, 7_000);
    }

    @Test
    void a_transaction_that_binds_itself_has_its_statements_planned_once() {
        Query<String> mode =
                Statement.sql("select current_setting('plan_cache_mode') as mode")
                        .reading((row, n) -> row.getString("mode"));

        inTransaction(() -> statements.run(mode));

        assertThat(mode.rows()).containsExactly(bindsItself ? "force_generic_plan" : "auto");
    }

    @Test
    void a_transaction_that_binds_itself_takes_the_trips_of_its_statements_and_no_other() {
        Runnable two =
                () ->
                        inTransaction(() -> {
                            statements.run(numbers(1));
                            statements.later(warning(random.nextInt()));
                        });
        Runnable one =
                () -> TenantContext.run(account, () -> statements.alone(numbers(1), numbers(2)));

        assertThat(fewest(two)).isEqualTo(bindsItself ? 2 : 4);
        assertThat(fewest(one)).isOne();
    }

    /** The pool may look first whether a connection that rested still lives. */
    private static int fewest(Runnable work) {
        return IntStream.range(0, 5).map(i -> CountedTrips.of(work)).min().orElseThrow();
    }

    private void inTransaction(Runnable work) {
        inTransaction(account, work);
    }

    private void inTransaction(UUID whose, Runnable work) {
        TenantContext.run(
                whose,
                () -> {
                    if (bindsItself) {
                        statements.transaction(work);
                    } else {
                        transaction.executeWithoutResult(status -> work.run());
                    }
                });
    }

    private static Query<Integer> numbers(int n) {
        return Statement.sql("select i from generate_series(1, :n) i")
                .param("n", n)
                .reading((row, i) -> row.getInt("i"));
    }

    private static Query<Long> warnings() {
        return Statement.sql(WARNINGS).reading((row, n) -> row.getLong(1));
    }

    private Statement warning(int threshold) {
        return Statement.sql(
                        """
                        insert into quota_warning (account_id, period, window_start, metric, threshold)
                        values (:account, 'monthly', '2026-01-01Z', 'tokens', :threshold)
                        """)
                .param("account", account)
                .param("threshold", threshold);
    }
}
