package io.resolutionflow.platform.testing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.parts.TestParts;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue lint, for a test class that has the service's migrated schema. */
public interface CatalogueRules {

    /** The service's schema; {@code ServiceUnderTest} knows it. */
    String schema();

    /**
     * Tables that belong to no account and that the service may write nevertheless, because its
     * contract says so: what an operator sets for all, and what replicas tell each other.
     */
    default Set<String> writtenForEverybody() {
        return Set.of();
    }

    @Test
    default void the_catalogue_keeps_accounts_apart() throws SQLException {
        // named and not found is a finding as well: the list must not outlive its tables
        var allowed =
                writtenForEverybody().stream()
                        .map(table ->
                                "table "
                                        + table
                                        + " belongs to no account and the service may write it")
                        .collect(Collectors.toSet());
        try (var database = TestParts.admin(TestParts.database(schema()))) {
            assertThat(new Catalogue(database, schema(), CrossTenantQueries.committed()).findings())
                    .containsExactlyInAnyOrderElementsOf(allowed);
        }
    }
}
