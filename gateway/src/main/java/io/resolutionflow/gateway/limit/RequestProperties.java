package io.resolutionflow.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param maxHeaders names and values of all headers together
 */
@ConfigurationProperties("rf.request")
public record RequestProperties(@DefaultValue("16KB") DataSize maxHeaders) {}
