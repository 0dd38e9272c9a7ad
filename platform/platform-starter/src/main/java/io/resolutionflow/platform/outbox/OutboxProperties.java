package io.resolutionflow.platform.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled whether this process publishes; off in slices
 * @param poll the net under LISTEN/NOTIFY
 * @param pace least time from one turn that published something to the next: what is committed
 *     meanwhile goes together
 * @param lease how long a silent relay keeps its shards; the loop renews it on every turn
 * @param batch events read at once
 * @param sendTimeout how long a send may take before the batch is tried again
 */
@ConfigurationProperties("rf.outbox")
public record OutboxProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("20ms") Duration pace,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("200") int batch,
        @DefaultValue("8s") Duration sendTimeout) {}
