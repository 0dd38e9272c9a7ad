package io.resolutionflow.stack.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAccessTests {

    @Test
    void aGivenUrlIsTakenApart() {
        assertThat(PostgresAccess.parse("postgresql://ada:p%40ss+word@db.example:6000/work"))
                .isEqualTo(new PostgresAccess("db.example", 6000, "work", "ada", "p@ss+word"));
    }

    @Test
    void portAndDatabaseMayBeLeftOut() {
        assertThat(PostgresAccess.parse("postgres://ada:secret@db.example"))
                .isEqualTo(new PostgresAccess("db.example", 5432, "postgres", "ada", "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example",
                "postgresql://db.example/work",
                "http://ada:secret@db.example",
                "postgresql://ada@h/db"
            })
    void anythingElseIsExplainedWithoutRepeatingTheSecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresAccess.parse(url))
                .withMessageContaining("RF_POSTGRES_URL must look like")
                .withMessageNotContaining("secret@db");
    }
}
