package io.resolutionflow.l1walk.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConditionsTests {

    @Test
    void whatIsNotAskedForDoesNotNarrowTheList() {
        var where = new Conditions("true").and(null, "a = :a", "a").between(null, null, "at");
        assertThat(where.sql()).isEqualTo("true");
        assertThat(where.params()).isEmpty();
    }

    @Test
    void valuesAreParametersOnly() {
        Instant from = Instant.parse("2026-11-01T00:00:00Z");
        var where =
                new Conditions("true")
                        .and("x' or 'x", "a = :a", "a")
                        .between(from, null, "at")
                        .with("more", 1);
        assertThat(where.sql()).isEqualTo("true and a = :a and at >= :from");
        assertThat(where.params())
                .containsEntry("a", "x' or 'x")
                .containsEntry("from", Timestamp.from(from))
                .containsEntry("more", 1)
                .hasSize(3);
    }

    @Test
    void wordsToLookForAreNoPattern() {
        assertThat(Conditions.anywhere(null)).isNull();
        assertThat(Conditions.anywhere("100 %_\\")).isEqualTo("%100 \\%\\_\\\\%");
    }
}
