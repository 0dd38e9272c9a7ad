package io.resolutionflow.aigateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingCalendarTests {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void the_anchor_is_clamped_to_short_months_and_comes_back() {
        var calendar = new BillingCalendar(ZoneId.of("UTC"), 31);

        Span february = calendar.month(Instant.parse("2026-02-10T00:00:00Z"));
        Span march = calendar.month(february.end());

        assertThat(february)
                .isEqualTo(
                        new Span(
                                Instant.parse("2026-01-31T00:00:00Z"),
                                Instant.parse("2026-02-28T00:00:00Z")));
        assertThat(march)
                .isEqualTo(
                        new Span(
                                Instant.parse("2026-02-28T00:00:00Z"),
                                Instant.parse("2026-03-31T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,2026-03-29T12:00:00Z,23",
        "Europe/Berlin,2026-10-25T12:00:00Z,25",
        "Europe/Berlin,2026-07-01T12:00:00Z,24",
        "Australia/Lord_Howe,2026-04-05T03:00:00Z,24"
    })
    void a_day_lasts_as_long_as_it_does_there(String zone, Instant at, long hours) {
        Span day = new BillingCalendar(ZoneId.of(zone), 1).day(at);

        assertThat(Duration.between(day.start(), day.end()).toHours()).isEqualTo(hours);
    }

    @Test
    void a_day_whose_midnight_does_not_exist_begins_with_its_first_instant() {
        // Beirut jumps from 00:00 to 01:00 in spring
        Span day =
                new BillingCalendar(ZoneId.of("Asia/Beirut"), 1)
                        .day(Instant.parse("2026-03-29T10:00:00Z"));

        assertThat(day.start()).isEqualTo(Instant.parse("2026-03-28T22:00:00Z"));
        assertThat(Duration.between(day.start(), day.end())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void days_of_all_zones_have_no_gap_and_no_overlap_over_ten_years() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            var calendar = new BillingCalendar(ZoneId.of(zone), 1);
            assertSeamless(zone, calendar::day, Duration.ofHours(20), Duration.ofHours(28));
        }
    }

    @Test
    void months_of_all_zones_and_anchors_have_no_gap_and_no_overlap_over_ten_years() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            for (int anchor : new int[] {1, 15, 28, 29, 30, 31}) {
                var calendar = new BillingCalendar(ZoneId.of(zone), anchor);
                assertSeamless(
                        zone + "/" + anchor,
                        calendar::month,
                        Duration.ofDays(27),
                        Duration.ofDays(32));
            }
        }
    }

    @Test
    void every_anchor_day_is_seamless_in_a_zone_with_summer_time() {
        for (int anchor = 1; anchor <= 31; anchor++) {
            var calendar = new BillingCalendar(ZoneId.of("America/New_York"), anchor);
            assertSeamless(
                    "New York/" + anchor,
                    calendar::month,
                    Duration.ofDays(27),
                    Duration.ofDays(32));
        }
    }

    private static void assertSeamless(
            String what, Function<Instant, Span> spanOf, Duration least, Duration most) {
        Instant at = FROM;
        while (at.isBefore(TO)) {
            Span span = spanOf.apply(at);
            Duration length = Duration.between(span.start(), span.end());
            if (span.start().isAfter(at)
                    || !span.end().isAfter(at)
                    || length.compareTo(least) < 0
                    || length.compareTo(most) > 0
                    || !spanOf.apply(span.end().minusNanos(1)).equals(span)
                    || !spanOf.apply(span.end()).start().equals(span.end())) {
                assertThat(span).as(what + " at " + at).isNull();
            }
            at = span.end();
        }
        assertThat(at).isAfterOrEqualTo(TO);
    }
}
