package io.resolutionflow.psa.writeback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.psa.rows.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Numbers for the operator, over all accounts (contract-psa §17): never which account. */
@Component
class WritebackMetrics {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Counter duplicates;
    private final Map<WritebackState, AtomicLong> open = new EnumMap<>(WritebackState.class);
    private final AtomicLong age = new AtomicLong();

    WritebackMetrics(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.duplicates =
                Counter.builder("rf.writeback.duplicates")
                        .description("copies of a note found in a ticket")
                        .register(meters);
        for (WritebackState state : WritebackState.values()) {
            if (!state.isClosed()) {
                var number = new AtomicLong();
                open.put(state, number);
                Gauge.builder("rf.writebacks", number, AtomicLong::get)
                        .description("unfinished write-backs")
                        .tag("state", state.wireName())
                        .register(meters);
            }
        }
        Gauge.builder("rf.writeback.age", age, AtomicLong::get)
                .description("age of the oldest unfinished write-back")
                .baseUnit("seconds")
                .register(meters);
    }

    void duplicates(int copies) {
        duplicates.increment(copies);
    }

    private record Backlog(String state, long rows, Instant oldest) {}

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT10S")
    @Transactional(readOnly = true)
    void count() {
        var backlog =
                jdbc.sql("select state, rows, oldest from writeback_backlog()")
                        .query((row, n) -> {
                            var columns = new Columns(row);
                            return new Backlog(
                                    columns.text("state"),
                                    columns.bigNumber("rows"),
                                    columns.instant("oldest"));
                        })
                        .list();
        open.values().forEach(number -> number.set(0));
        Instant oldest = clock.instant();
        for (Backlog part : backlog) {
            AtomicLong number =
                    open.get(WritebackState.valueOf(part.state().toUpperCase(Locale.ROOT)));
            if (number != null) {
                number.set(part.rows());
            }
            oldest = part.oldest().isBefore(oldest) ? part.oldest() : oldest;
        }
        age.set(Duration.between(oldest, clock.instant()).toSeconds());
    }
}
