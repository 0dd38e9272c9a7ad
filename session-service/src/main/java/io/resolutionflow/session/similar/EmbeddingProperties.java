package io.resolutionflow.session.similar;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often a replica looks for stale vectors
 * @param lease after which a crashed runner's rows are due again
 * @param exactLimit vectors of one account that are scanned exactly; older ones beyond it move into
 *     the graph index
 */
@ConfigurationProperties("rf.session.embeddings")
public record EmbeddingProperties(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("20000") int exactLimit) {}
