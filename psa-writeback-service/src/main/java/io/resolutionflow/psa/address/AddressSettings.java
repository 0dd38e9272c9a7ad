package io.resolutionflow.psa.address;

import io.resolutionflow.platform.egress.EgressSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param allowedPorts ports of https addresses, comma separated
 * @param localPorts ports of simulators on the own machine, reachable over http; the local profile
 *     only
 */
@ConfigurationProperties("rf.psa")
public record AddressSettings(
        @DefaultValue("443") String allowedPorts,
        @DefaultValue("") String localPorts,
        @DefaultValue Call call) {

    /**
     * @param connect longest time to a connection
     * @param answer longest time to a whole answer while a person waits
     * @param backgroundAnswer the same in background work
     * @param maxBytes largest answer that is read
     */
    public record Call(
            @DefaultValue("3s") Duration connect,
            @DefaultValue("10s") Duration answer,
            @DefaultValue("30s") Duration backgroundAnswer,
            @DefaultValue("4MB") DataSize maxBytes) {}

    /** For the platform's guard of outgoing calls. */
    public EgressSettings egress() {
        return new EgressSettings(
                EgressSettings.numbers(allowedPorts),
                EgressSettings.numbers(localPorts),
                call.connect(),
                (int) call.maxBytes().toBytes());
    }
}
