package io.resolutionflow.session.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param signingSecret what links are signed from; the same on every replica
 * @param linkValidity how long a link works
 * @param s3 an S3-compatible store; without a bucket the built-in one serves
 */
@ConfigurationProperties("rf.session.uploads")
public record UploadProperties(
        @DefaultValue("") String signingSecret,
        @DefaultValue("1h") Duration linkValidity,
        @Nullable S3 s3) {

    /**
     * @param endpoint empty for Amazon's own
     * @param pathStyle bucket in the path instead of the host name, as most other servers want it
     */
    public record S3(
            @DefaultValue("") String endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") String bucket,
            @DefaultValue("") String accessKey,
            @DefaultValue("") String secretKey,
            @DefaultValue("true") boolean pathStyle) {}
}
