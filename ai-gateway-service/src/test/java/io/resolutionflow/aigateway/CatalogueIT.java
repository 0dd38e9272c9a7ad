package io.resolutionflow.aigateway;

import io.resolutionflow.platform.testing.catalogue.CatalogueRules;
import java.util.Set;

/** The walls between accounts, as the database's catalogue tells them. */
class CatalogueIT extends GatewayUnderTest implements CatalogueRules {

    /**
     * Plans, prices and re-rating are the operator's; the other two have no trace of an account.
     */
    @Override
    public Set<String> writtenForEverybody() {
        return Set.of(
                "plan", "plan_version", "model_price", "rerate_job", "replica", "provider_health");
    }
}
