package io.resolutionflow.platform.testing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.parts.TestParts;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The catalogue lint, for a test class that has the service's migrated schema. */
public interface CatalogueRules {

    /** The service's schema; {@code ServiceUnderTest} knows it. */
    String schema();

    @Test
    default void the_catalogue_keeps_accounts_apart() throws SQLException {
        try (var database = TestParts.admin(TestParts.database(schema()))) {
            assertThat(new Catalogue(database, schema(), CrossTenantQueries.committed()).findings())
                    .isEmpty();
        }
    }
}
