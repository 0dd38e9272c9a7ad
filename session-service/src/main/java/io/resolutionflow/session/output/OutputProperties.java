package io.resolutionflow.session.output;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often a replica looks for due texts
 * @param backoff pauses after the first, second and third failure; then it has failed
 * @param lease how long a runner may take for one text
 */
@ConfigurationProperties("rf.session.outputs")
public record OutputProperties(
        @DefaultValue("2s") Duration poll,
        @DefaultValue({"10s", "1m", "5m"}) List<Duration> backoff,
        @DefaultValue("180s") Duration lease) {}
