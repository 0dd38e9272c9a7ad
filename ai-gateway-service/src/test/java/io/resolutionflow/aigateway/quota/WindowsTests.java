package io.resolutionflow.aigateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.aigateway.quota.QuotaWindow.Period;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowsTests {

    private static final Span DAY =
            new Span(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-21T00:00:00Z"));
    private static final Span MONTH =
            new Span(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

    private static Windows windows(long daily, long monthly, long tokens, long cost, long builds) {
        var limits = new Limits(daily, monthly, tokens, cost, builds, null, null, Tier.STANDARD);
        return new Windows(
                QuotaWindow.fresh(Period.DAILY, DAY, limits),
                QuotaWindow.fresh(Period.MONTHLY, MONTH, limits));
    }

    @Test
    void a_hold_counts_in_both_windows_and_is_refused_beyond_the_limit() {
        var one = new Amounts(1, 100, 10, 0);
        Windows held = windows(2, 10, 1_000, 1_000, 1).hold(one).hold(one);

        assertThat(held.daily().calls().reserved()).isEqualTo(2);
        assertThat(held.monthly().tokens().reserved()).isEqualTo(200);
        assertThat(held.denial(one))
                .get()
                .extracting(Windows.Denial::metric)
                .isEqualTo(Metric.DAILY);
        assertThatIllegalStateException().isThrownBy(() -> held.hold(one));
    }

    @Test
    void of_several_spent_metrics_the_one_that_resets_last_is_named() {
        Windows spent = windows(0, 0, 0, 0, 0);

        assertThat(spent.denialOfAnyStart())
                .contains(new Windows.Denial(Metric.MONTHLY, MONTH.end()));
    }

    @Test
    void ties_go_monthly_tokens_cost() {
        assertThat(windows(9, 9, 0, 0, 9).denialOfAnyStart().orElseThrow().metric())
                .isEqualTo(Metric.TOKENS);
        assertThat(windows(9, 9, 9, 0, 9).denialOfAnyStart().orElseThrow().metric())
                .isEqualTo(Metric.COST);
        assertThat(windows(0, 9, 9, 9, 9).denialOfAnyStart().orElseThrow().metric())
                .isEqualTo(Metric.DAILY);
    }

    @Test
    void a_tree_build_is_refused_by_its_own_metric() {
        var build = new Amounts(1, 1, 1, 1);

        assertThat(windows(9, 9, 9, 9, 0).denial(build).orElseThrow().metric())
                .isEqualTo(Metric.TREE_BUILDS);
        assertThat(windows(9, 9, 9, 9, 0).denialOfAnyStart()).isEmpty();
    }

    @Test
    void settling_moves_the_hold_to_used_and_gives_the_rest_back() {
        var held = new Amounts(1, 500, 50, 0);
        Windows after =
                windows(5, 5, 1_000, 100, 1).hold(held).settle(held, new Amounts(1, 120, 7, 0));

        assertThat(after.monthly().tokens()).isEqualTo(new Counter(1_000L, 120, 0, 0));
        assertThat(after.monthly().cost()).isEqualTo(new Counter(100L, 7, 0, 0));
        assertThat(after.daily().calls()).isEqualTo(new Counter(5L, 1, 0, 0));
    }

    @Test
    void a_release_leaves_nothing_used() {
        var held = new Amounts(1, 500, 50, 1);
        Windows before = windows(5, 5, 1_000, 100, 1);

        assertThat(before.hold(held).settle(held, Amounts.NONE)).isEqualTo(before);
    }

    @Test
    void what_passes_the_limit_after_a_wrong_estimate_is_excused_and_not_used_by_later_holds() {
        var held = new Amounts(1, 900, 0, 0);
        Counter tokens =
                windows(5, 5, 1_000, 100, 1)
                        .hold(held)
                        .settle(held, new Amounts(1, 1_200, 0, 0))
                        .monthly()
                        .tokens();

        assertThat(tokens).isEqualTo(new Counter(1_000L, 1_200, 0, 200));
        assertThat(tokens.room()).isZero();
    }

    @Test
    void a_lowered_limit_holds_at_once() {
        Counter lowered = new Counter(100L, 60, 10, 0).limitedTo(50L);

        assertThat(lowered).isEqualTo(new Counter(50L, 60, 10, 20));
        assertThat(lowered.room()).isZero();
        assertThat(lowered.limitedTo(null).room()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void percent_is_rounded_down() {
        assertThat(new Counter(3L, 1, 1, 0).percent()).isEqualTo(66);
        assertThat(new Counter(null, 1, 1, 0).percent()).isZero();
        assertThat(new Counter(0L, 0, 0, 0).percent()).isEqualTo(100);
    }
}
