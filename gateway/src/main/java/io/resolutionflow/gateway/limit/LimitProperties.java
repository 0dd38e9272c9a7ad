package io.resolutionflow.gateway.limit;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param factor multiplies every rate; other than 1 only in the local profile
 * @param defaultPerMinute for routes no rule names
 * @param anonymousPerMinute API requests without a valid token, per client address
 * @param rules first match wins: {@code METHOD /path 20}
 * @param store address of a Valkey server that replicas share ({@code redis://host:6379}); each
 *     process counts for itself without one
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code X-Forwarded-For} is
 *     believed
 */
@ConfigurationProperties("rf.limits")
public record LimitProperties(
        @DefaultValue("1") double factor,
        @DefaultValue("60") int defaultPerMinute,
        @DefaultValue("600") int anonymousPerMinute,
        @DefaultValue List<String> rules,
        @Nullable URI store,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("10MB") DataSize upload) {}
