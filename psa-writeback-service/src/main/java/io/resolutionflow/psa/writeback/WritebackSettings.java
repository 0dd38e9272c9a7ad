package io.resolutionflow.psa.writeback;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param post budget of a whole request
 * @param lease how long a runner may be silent before its write-back counts as abandoned
 * @param quickLooks looks for the marker while the person waits, counted from the failed answer
 * @param manualRetries tries by hand per write-back
 */
@ConfigurationProperties("rf.psa")
public record WritebackSettings(
        @DefaultValue Post post,
        @DefaultValue("60s") Duration lease,
        @DefaultValue({"2s", "5s"}) List<Duration> quickLooks,
        @DefaultValue Verify verify,
        @DefaultValue Reconcile reconcile,
        @DefaultValue Retry retry,
        @DefaultValue("10") int manualRetries) {

    public record Post(@DefaultValue("25s") Duration budget) {}

    /**
     * @param secondRead the status counts as the later read shows it
     */
    public record Verify(@DefaultValue("1500ms") Duration secondRead) {}

    /**
     * @param tick how often background work looks for what is due
     * @param looks times after the sending
     * @param quiet how long the other side may still be storing what we sent
     * @param betweenMisses least time between the two looks in vain that decide
     */
    public record Reconcile(
            @DefaultValue("5s") Duration tick,
            @DefaultValue({"5s", "30s", "2m", "3m"}) List<Duration> looks,
            @DefaultValue("10m") Duration thenEvery,
            @DefaultValue("120s") Duration quiet,
            @DefaultValue("30s") Duration betweenMisses,
            @DefaultValue("24h") Duration giveToPersonAfter) {}

    /**
     * @param backoff waits before the tries of an automatic push
     * @param sessionStep between tries of the session step
     * @param sessionStepFor how long those go on
     */
    public record Retry(
            @DefaultValue({"5m", "10m", "20m"}) List<Duration> backoff,
            @DefaultValue("30s") Duration sessionStep,
            @DefaultValue("24h") Duration sessionStepFor) {}
}
