package io.resolutionflow.session;

import io.resolutionflow.platform.testing.catalogue.CatalogueRules;

/** The walls between accounts, as the database's catalogue tells them. */
class CatalogueIT extends RunningService implements CatalogueRules {}
