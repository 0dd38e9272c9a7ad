package io.resolutionflow.gateway.limit;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param factor multiplies every rate; other than 1 only in the local profile
 * @param defaultPerMinute for routes no rule names
 * @param rules first match wins: {@code METHOD /path 20}
 * @param anonymousPerMinute requests without a token, per client address
 */
@ConfigurationProperties("rf.limits")
public record LimitProperties(
        @DefaultValue("1") double factor,
        @DefaultValue("60") int defaultPerMinute,
        @DefaultValue("600") int anonymousPerMinute,
        List<String> rules,
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("10MB") DataSize upload) {}
