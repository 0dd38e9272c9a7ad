package io.resolutionflow.l1walk;

import io.resolutionflow.platform.testing.catalogue.CatalogueRules;

/** The walls between accounts, as the database's catalogue tells them. */
class CatalogueIT extends RunningDesk implements CatalogueRules {}
