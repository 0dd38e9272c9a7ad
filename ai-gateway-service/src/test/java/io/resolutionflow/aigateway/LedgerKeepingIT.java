package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.aigateway.ledger.PurgeLedger;
import io.resolutionflow.aigateway.ledger.SampleDrift;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The ledger is kept for 24 months, and compared with its windows meanwhile (contract-ai §8, §9).
 */
class LedgerKeepingIT extends GatewayUnderTest {

    private static final int MOST_TURNS = 500;

    @Autowired private PurgeLedger purgeLedger;
    @Autowired private SampleDrift sampleDrift;
    @Autowired private MeterRegistry meters;

    @Test
    void what_is_older_than_24_months_goes_with_all_that_belongs_to_it_and_nothing_younger() {
        unlimited();
        complete("chat_message", newKey(), "");
        age("interval '25 months'");
        complete("chat_message", newKey(), "");
        assertThat(count("select count(*) from ai_request")).isEqualTo(2);

        purgeLedger.purge();

        assertThat(count("select count(*) from ai_request")).isOne();
        assertThat(count("select count(*) from ai_attempt")).isOne();
        assertThat(count("select count(*) from quota_window"))
                .as("today's and this month's")
                .isEqualTo(2);

        age("interval '23 months'");
        purgeLedger.purge();

        assertThat(count("select count(*) from ai_request")).as("not yet").isOne();
    }

    @Test
    void a_window_that_differs_from_its_ledger_is_seen_until_it_does_not() {
        unlimited();
        complete("chat_message", newKey(), "");
        sampleAll();
        double before = drift();

        rows().update(
                        "update quota_window set tokens_used = tokens_used + 7 where period = 'monthly'");
        sampleAll();
        assertThat(drift()).isEqualTo(before + 7);

        rows().update(
                        "update quota_window set tokens_used = tokens_used - 7 where period = 'monthly'");
        sampleAll();
        assertThat(drift()).isEqualTo(before);
    }

    @Test
    void what_was_excused_is_counted_by_its_kind() {
        plan(null, null, 1_000_000L, null, null);
        complete("chat_message", newKey(), "");
        double before = excused("limit_lowered");

        plan(null, null, 10L, null, null);
        complete("chat_message", newKey(), "");

        assertThat(excused("limit_lowered")).isEqualTo(before + 1);
    }

    /** As if everything of this account had been that long ago. */
    private void age(String by) {
        rows().update("update ai_request set created_at = now() - " + by);
        rows().update(
                        "update quota_window set window_start = window_start - "
                                + by
                                + ", window_end = window_end - "
                                + by);
    }

    /** Every account's turn comes. */
    private void sampleAll() {
        for (int i = 0; i < MOST_TURNS; i++) {
            sampleDrift.sample();
            if (sampleDrift.isRoundOver()) {
                return;
            }
        }
        throw new AssertionError("the round did not end");
    }

    private double drift() {
        return meters.get("rf_ai_ledger_drift").gauge().value();
    }

    private double excused(String kind) {
        var counter = meters.find("rf_ai_excused_total").tag("kind", kind).counter();
        return counter == null ? 0 : counter.count();
    }
}
