package io.resolutionflow.psa.autotask;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param integrationCode the deployment's own code at the vendor; empty when every connection
 *     brings its own
 * @param discovery any host of the vendor that tells the zone of a user
 * @param zoneKept how long a discovered zone is used
 * @param usageKept how long a reading of the shared request budget is used
 */
@ConfigurationProperties("rf.psa.autotask")
record AutotaskSettings(
        @DefaultValue("") String integrationCode,
        @DefaultValue("https://webservices.autotask.net") String discovery,
        @DefaultValue("12h") Duration zoneKept,
        @DefaultValue("60s") Duration usageKept) {}
