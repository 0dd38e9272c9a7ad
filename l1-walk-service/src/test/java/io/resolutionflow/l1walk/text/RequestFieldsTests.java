package io.resolutionflow.l1walk.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTests {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", " a ", "\ud83d\ude00"})
    void wordsToLookForHaveTwoCharactersOfPeople(String words) {
        assertThat(fault(fields -> fields.search("q", words))).isEqualTo("q:too_short");
    }

    @Test
    void wordsToLookForMayBeLeftOut() {
        assertThatCode(
                        () -> {
                            var fields = new RequestFields();
                            assertThat(fields.search("q", null)).isNull();
                            assertThat(fields.search("q", " ab ")).isEqualTo("ab");
                            assertThat(fields.search("q", "\ud83d\ude00".repeat(200))).isNotNull();
                            fields.check();
                        })
                .doesNotThrowAnyException();
        assertThat(fault(fields -> fields.search("q", "x".repeat(201)))).isEqualTo("q:too_long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void timesThatNoRowHasAreRefused(String time) {
        assertThat(fault(fields -> fields.time("from", Instant.parse(time))))
                .isEqualTo("from:out_of_range");
    }

    @Test
    void timesOfThisWorldAreTaken() {
        assertThat(fault(fields -> fields.time("from", null))).isNull();
        assertThat(fault(fields -> fields.time("from", Instant.EPOCH))).isNull();
        assertThat(fault(fields -> fields.time("to", Instant.parse("9999-12-31T23:59:59Z"))))
                .isNull();
    }

    private static @Nullable String fault(Consumer<RequestFields> reading) {
        var fields = new RequestFields();
        reading.accept(fields);
        DomainException no = catchThrowableOfType(DomainException.class, fields::check);
        if (no == null) {
            return null;
        }
        FieldProblem problem = no.errors().getFirst();
        return problem.field() + ":" + problem.code();
    }
}
