package io.resolutionflow.aigateway.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCsvTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                "=1+1|'=1+1",
                "-2|'-2",
                "+49 30|'+49 30",
                "@x|'@x",
                "a,b|\"a,b\"",
                "say \"hi\"|\"say \"\"hi\"\"\""
            })
    void cells_are_quoted_and_cannot_become_formulas(String value, String cell) {
        assertThat(UsageCsv.cell(value)).isEqualTo(cell);
    }

    @org.junit.jupiter.api.Test
    void unknown_is_an_empty_cell_and_zero_is_not() {
        assertThat(UsageCsv.cell(null)).isEmpty();
        assertThat(UsageCsv.cell(0L)).isEqualTo("0");
    }
}
