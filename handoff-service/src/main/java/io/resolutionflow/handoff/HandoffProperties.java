package io.resolutionflow.handoff;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of contract-handoffs §13, shortened by tests only. */
@ConfigurationProperties("rf.handoff")
public record HandoffProperties(
        @DefaultValue Stream stream,
        @DefaultValue Assessment assessment,
        @DefaultValue Directory directory,
        @DefaultValue Expire expire) {

    /**
     * @param keepAlive silence after which a comment is sent
     * @param poll the net under the doorbell
     * @param buffer events that may wait for one slow reader
     * @param replayMax rows a returning reader may be behind
     * @param heartbeat how often a connection's lease is renewed
     * @param lease how long a silent connection counts against the caps
     */
    public record Stream(
            @DefaultValue("15s") Duration keepAlive,
            @DefaultValue("5s") Duration poll,
            @DefaultValue("48h") Duration retention,
            @DefaultValue("64") int buffer,
            @DefaultValue("500") int replayMax,
            @DefaultValue("200") int accountCap,
            @DefaultValue("10") int userCap,
            @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("45s") Duration lease) {}

    /**
     * @param backoff pauses between tries; after the last one the assessment is failed
     */
    public record Assessment(
            @DefaultValue("1s") Duration poll,
            @DefaultValue("45s") Duration timeout,
            @DefaultValue("60s") Duration lease,
            @DefaultValue({"10s", "60s", "5m"}) List<Duration> backoff) {}

    /**
     * @param adminUri Keycloak's Admin API of the realm; derived from the issuer when not set
     * @param refreshOnMissEvery least pause between two refreshes caused by unknown ids
     * @param inUse how long an account without look-ups is still refreshed
     */
    public record Directory(
            @Nullable URI adminUri,
            @DefaultValue("5m") Duration refresh,
            @DefaultValue("15m") Duration staleAfter,
            @DefaultValue("30s") Duration refreshOnMissEvery,
            @DefaultValue("1h") Duration inUse) {}

    /**
     * @param escalate null: an escalation never expires
     */
    public record Expire(
            @DefaultValue("30d") Duration park,
            @Nullable Duration escalate,
            @DefaultValue("1m") Duration poll) {}
}
