package io.resolutionflow.platform.tenancy;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which schema and topic are this service's own.
 *
 * @param schema PostgreSQL schema, e.g. {@code l1}
 * @param topic topic its outbox publishes to, e.g. {@code rf.l1.events}
 */
@ConfigurationProperties("rf.service")
public record ServiceSchema(String schema, String topic) {}
