/**
 * What the database's own catalogue says about the walls between accounts (architecture §5.5 to
 * 5.7). A service's tests run it in one line: {@code class CatalogueIT extends RunningService
 * implements CatalogueRules {}}.
 */
@NullMarked
package io.resolutionflow.platform.testing.catalogue;

import org.jspecify.annotations.NullMarked;
