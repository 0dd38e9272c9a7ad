package io.resolutionflow.aigateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.Counter;
import io.resolutionflow.aigateway.quota.QuotaWindow;
import io.resolutionflow.aigateway.quota.QuotaWindow.Period;
import io.resolutionflow.aigateway.quota.Windows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemandTests {

    private static final Span SPAN = new Span(Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    private static final Counter FREE = new Counter(null, 0, 0, 0);

    private static Candidate candidate(long inputPrice, long outputPrice, int allowance) {
        var profile =
                new ModelProfile(
                        "e", "t", "m", "M", true, false, "native", 100_000, 16_000, 0, allowance,
                        300, 0, null);
        return new Candidate(
                profile,
                new Price(
                        new UUID(0, 1),
                        "e",
                        "m",
                        Instant.EPOCH,
                        inputPrice,
                        0,
                        0,
                        0,
                        outputPrice,
                        outputPrice,
                        null));
    }

    private static Windows left(long tokens, long micros) {
        return new Windows(
                new QuotaWindow(Period.DAILY, SPAN, FREE, FREE, FREE, FREE),
                new QuotaWindow(
                        Period.MONTHLY,
                        SPAN,
                        FREE,
                        new Counter(tokens, 0, 0, 0),
                        new Counter(micros, 0, 0, 0),
                        FREE));
    }

    @Test
    void a_hold_covers_estimate_and_output_bound_at_the_dearest_candidate() {
        var demand =
                Demand.of(
                        1,
                        0,
                        1_000,
                        500,
                        List.of(
                                candidate(1_000_000, 5_000_000, 0),
                                candidate(2_000_000, 4_000_000, 200)));

        assertThat(demand.amounts(500)).isEqualTo(new Amounts(1, 1_700, 1_000 + 3_500 + 300, 0));
    }

    @Test
    void the_output_bound_is_lowered_to_what_is_left() {
        var demand = Demand.of(1, 0, 1_000, 2_000, List.of(candidate(0, 1_000_000, 0)));

        assertThat(demand.fittingOutput(left(1_600, 1_000_000))).hasValue(600);
        assertThat(demand.fittingOutput(left(100_000, 400))).hasValue(400);
        assertThat(demand.fittingOutput(left(100_000, 1_000_000))).hasValue(2_000);
    }

    @Test
    void below_256_tokens_it_is_a_denial_unless_less_was_asked_for() {
        List<Candidate> candidates = List.of(candidate(0, 0, 0));

        assertThat(Demand.of(1, 0, 1_000, 2_000, candidates).fittingOutput(left(1_255, 1)))
                .isEmpty();
        assertThat(Demand.of(1, 0, 1_000, 64, candidates).fittingOutput(left(1_064, 1)))
                .hasValue(64);
    }
}
