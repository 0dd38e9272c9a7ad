package io.resolutionflow.platform.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param bulkhead calls that may be under way to one other service
 * @param bulkheadWait how long a further call waits for a place
 * @param retryShare retries allowed per call made, over time
 * @param margin taken off the time left before it is handed on
 */
@ConfigurationProperties("rf.calls")
public record CallProperties(
        @DefaultValue("200") int bulkhead,
        @DefaultValue("1s") Duration bulkheadWait,
        @DefaultValue("0.1") double retryShare,
        @DefaultValue("50ms") Duration margin) {}
