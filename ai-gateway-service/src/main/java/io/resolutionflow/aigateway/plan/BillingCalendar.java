package io.resolutionflow.aigateway.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The daily and monthly windows of a zone and an anchor day (contract-ai §6.2): pure, no gap, no
 * overlap, no drift, because every boundary is worked out from the calendar and never from another
 * window.
 *
 * @param anchorDay 1–31, clamped to the last day of a shorter month
 */
public record BillingCalendar(ZoneId zone, int anchorDay) {

    /** From {@code start} up to and without {@code end}. */
    public record Span(Instant start, Instant end) {}

    /** 23, 24 or 25 hours: from the first instant of the local day to that of the next. */
    public Span day(Instant instant) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        // a zone that turns its clock back across midnight shows yesterday's date again for a while
        while (startOf(date).isAfter(instant)) {
            date = date.minusDays(1);
        }
        while (!startOf(date.plusDays(1)).isAfter(instant)) {
            date = date.plusDays(1);
        }
        return new Span(startOf(date), startOf(date.plusDays(1)));
    }

    /** From the anchor day to the next one: 31 Jan → 28 Feb → 31 Mar. */
    public Span month(Instant instant) {
        YearMonth month = YearMonth.from(instant.atZone(zone));
        while (startOf(month).isAfter(instant)) {
            month = month.minusMonths(1);
        }
        while (!startOf(month.plusMonths(1)).isAfter(instant)) {
            month = month.plusMonths(1);
        }
        return new Span(startOf(month), startOf(month.plusMonths(1)));
    }

    private Instant startOf(YearMonth month) {
        return startOf(month.atDay(Math.min(anchorDay, month.lengthOfMonth())));
    }

    private Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
