package io.resolutionflow.platform.housekeeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled whether this process cleans up
 * @param every pause between two rounds; each is up to half of it longer, by chance
 * @param outbox how long published events stay, for a look back
 * @param inbox how long the rows of applied events stay; longer than the topics keep theirs
 * @param batch rows deleted in one transaction
 */
@ConfigurationProperties("rf.housekeeping")
public record HousekeepingProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10m") Duration every,
        @DefaultValue("7d") Duration outbox,
        @DefaultValue("30d") Duration inbox,
        @DefaultValue("1000") int batch) {}
