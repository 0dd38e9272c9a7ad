package io.resolutionflow.handoff;

import io.resolutionflow.platform.egress.EgressSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** Settings of contract-handoffs §13, shortened by tests only. */
@ConfigurationProperties("rf.handoff")
public record HandoffProperties(
        @DefaultValue Stream stream,
        @DefaultValue Assessment assessment,
        @DefaultValue Directory directory,
        @DefaultValue Expire expire,
        @Name("notify") @DefaultValue Notify delivering,
        @DefaultValue Mail mail) {

    /**
     * @param poll the net under the doorbell
     * @param buffer events that may wait for one slow reader
     * @param replayMax rows a returning reader may be behind
     * @param heartbeat how often a connection's lease is renewed
     * @param lease how long a silent connection counts against the caps
     */
    public record Stream(
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

    /**
     * Deliveries outside the app.
     *
     * @param backoff pauses between tries; after the last one the delivery is failed
     * @param timeout longest time to an answer
     * @param lease how long a try may take before its process counts as dead
     * @param publicUrl where people open the web app; links in messages begin with it
     * @param allowedPorts ports of https addresses, comma separated
     * @param localPorts ports on the own machine, reachable over http; the local profile only
     * @param keysetFile a mounted Tink keyset in JSON; the local profile makes one
     * @param stateDirectory where the local profile keeps its keyset when no file is named
     */
    public record Notify(
            @DefaultValue("1s") Duration poll,
            @DefaultValue({"30s", "2m", "10m"}) List<Duration> backoff,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("30s") Duration lease,
            @DefaultValue("") String publicUrl,
            @DefaultValue("443") String allowedPorts,
            @DefaultValue("") String localPorts,
            @DefaultValue("") String keysetFile,
            @DefaultValue(".rf") String stateDirectory) {

        private static final Duration CONNECT = Duration.ofSeconds(3);
        private static final int MAX_ANSWER = 1024 * 1024;

        public EgressSettings egress() {
            return new EgressSettings(
                    EgressSettings.numbers(allowedPorts),
                    EgressSettings.numbers(localPorts),
                    CONNECT,
                    MAX_ANSWER);
        }

        public Path keyset() {
            return keysetFile.isBlank()
                    ? Path.of(stateDirectory, "secrets", "handoff-keyset.json")
                    : Path.of(keysetFile);
        }
    }

    /**
     * The deployment's mail server.
     *
     * @param host blank: no mail is sent
     * @param username blank: no log-in
     */
    public record Mail(
            @DefaultValue("") String host,
            @DefaultValue("25") int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("false") boolean startTls,
            @DefaultValue("ResolutionFlow <no-reply@resolutionflow.invalid>") String from) {

        public boolean isConfigured() {
            return !host.isBlank();
        }

        @Override
        public String toString() {
            return "mail server " + host + ":" + port;
        }
    }
}
