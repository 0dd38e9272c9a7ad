package io.resolutionflow.psa.connectwise;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param clientId the deployment's own id at the vendor; empty when every connection brings its own
 * @param apiVersion year and minor of the models asked for
 */
@ConfigurationProperties("rf.psa.connectwise")
record ConnectWiseSettings(
        @DefaultValue("") String clientId, @DefaultValue("2025.16") String apiVersion) {}
