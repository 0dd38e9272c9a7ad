package io.resolutionflow.platform.sse;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keepAlive silence after which a comment is written
 * @param perUser streams of one name that one person may keep open at this process
 * @param perAccount streams of one name that one account may keep open at this process
 * @param total streams of all names at this process
 */
@ConfigurationProperties("rf.sse")
public record SseProperties(
        @DefaultValue("15s") Duration keepAlive,
        @DefaultValue("10") int perUser,
        @DefaultValue("200") int perAccount,
        @DefaultValue("5000") int total) {}
