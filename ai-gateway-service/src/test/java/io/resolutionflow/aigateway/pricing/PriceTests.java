package io.resolutionflow.aigateway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTests {

    /** 2 USD in, 0.20 cached, 2.50 and 4 written, 10 out and thought, a million. */
    private static final Price PRICE =
            new Price(
                    UUID.fromString("01980000-0000-7000-8000-000000000007"),
                    "openai",
                    "m",
                    Instant.EPOCH,
                    2_000_000,
                    200_000,
                    2_500_000,
                    4_000_000,
                    10_000_000,
                    10_000_000,
                    null);

    @Test
    void the_example_of_the_contract_costs_what_it_says() {
        assertThat(PRICE.cost(new TokenCounts(1_120, 3_000L, 0L, 0L, 310, 0L))).isEqualTo(5_940);
    }

    @Test
    void cost_is_rounded_up_once_over_all_parts_KD_1() {
        var cheap = new Price(PRICE.id(), "e", "m", Instant.EPOCH, 1, 1, 1, 1, 1, 1, null);

        assertThat(cheap.cost(new TokenCounts(1, 1L, 1L, 1L, 1, 1L))).isEqualTo(1);
        assertThat(cheap.cost(new TokenCounts(1_000_000, 1L, 0L, 0L, 0, 0L))).isEqualTo(2);
        assertThat(cheap.cost(TokenCounts.counted(0, 0))).isZero();
    }

    @Test
    void parts_nobody_told_are_priced_within_the_whole_KD_2() {
        assertThat(PRICE.cost(new TokenCounts(100, null, null, null, 50, null)))
                .isEqualTo(200 + 500);
    }

    @Test
    void a_calculation_beyond_64_bits_is_exact() {
        var dear =
                new Price(
                        PRICE.id(),
                        "e",
                        "m",
                        Instant.EPOCH,
                        1_000_000_000_000L,
                        0,
                        0,
                        0,
                        0,
                        0,
                        null);

        assertThat(dear.cost(TokenCounts.counted(1_000_000_000_000L, 0)))
                .isEqualTo(1_000_000_000_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"20,50,30,38,12,100,50", "20,80,0,38,12,100,50"})
    void one_meaning_of_usage_over_three_dialects(
            long fresh,
            long read,
            long written,
            long visible,
            long reasoning,
            long input,
            long output) {
        var counts = new TokenCounts(fresh, read, written, 0L, visible, reasoning);

        assertThat(counts.input()).isEqualTo(input);
        assertThat(counts.output()).isEqualTo(output);
    }

    @Test
    void a_hold_is_priced_at_the_dearest_input_and_buys_back_the_same_output() {
        assertThat(PRICE.ceiling(1_000, 100)).isEqualTo(4_000 + 1_000);
        assertThat(PRICE.outputTokensFor(5_000, 1_000)).isEqualTo(100);
        assertThat(PRICE.outputTokensFor(3_999, 1_000)).isNegative();
        assertThat(PRICE.outputTokensFor(Long.MAX_VALUE, 0)).isPositive();
    }
}
