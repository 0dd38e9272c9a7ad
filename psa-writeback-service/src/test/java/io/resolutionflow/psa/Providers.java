package io.resolutionflow.psa;

import io.resolutionflow.psa.connector.FaultyProxy;
import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.halopsa.HaloStub;
import io.resolutionflow.psa.requesttracker.RealRequestTracker;
import io.resolutionflow.psa.zammad.ZammadStub;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The systems behind all five connectors, for tests of the running service. */
final class Providers {

    static final Map<String, Peer> PEERS = peers();

    private Providers() {}

    private static Map<String, Peer> peers() {
        var peers = new LinkedHashMap<String, Peer>();
        peers.put(
                "connectwise",
                new SimulatorPeer(
                        PsaSimulator.CONNECTWISE,
                        "{\"company_id\": \"acme\"}",
                        Map.of("public_key", "rfpub", "private_key", "rfpriv"),
                        "private_key",
                        1,
                        12,
                        "16",
                        "26",
                        "/notes",
                        flags -> flags.path("internal_analysis_flag").asBoolean()));
        peers.put(
                "autotask",
                new SimulatorPeer(
                        PsaSimulator.AUTOTASK,
                        "{\"username\": \"rfapi@acme.test\", \"internal_publish\": 2, \"customer_publish\": 1, \"note_type\": 1}",
                        Map.of("secret", "rfsecret"),
                        "secret",
                        8,
                        8,
                        "5",
                        "77",
                        "/Notes",
                        flags -> flags.path("publish").asInt() == 2));
        peers.put("halopsa", new HaloStub());
        peers.put("zammad", new ZammadStub());
        if (System.getenv(RealRequestTracker.VARIABLE) != null) {
            peers.put("request_tracker", new RealRequestTracker());
        }
        return peers;
    }

    /** Loopback ports that the service may call. */
    static String ports() {
        return Stream.concat(
                        PEERS.values().stream().map(peer -> peer.url().getPort()),
                        ProvidersIT.PROXIES.values().stream().map(FaultyProxy::port))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
