package io.resolutionflow.stack.demo;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.Progress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the demo tenants into the state of one-machine.md, through the gateway's public API and as
 * their own people. Repeating it changes nothing that is right already.
 */
public final class DemoTenants {

    /** Units without which there is nothing to seed. */
    public static final List<String> NEEDS =
            List.of(
                    "keycloak",
                    "simulators",
                    "ai-gateway-service",
                    "l1-walk-service",
                    "psa-writeback-service",
                    "gateway");

    private static final String NAME = "demo tenants";

    private final Instance instance;

    public DemoTenants(Instance instance) {
        this.instance = instance;
    }

    /**
     * @throws IOException with the refused call and its answer
     */
    public void seed(Progress progress) throws IOException, InterruptedException {
        JsonMapper json = JsonMapper.shared();
        try (var http = HttpClient.newHttpClient()) {
            var tokens = new Tokens(instance.issuer(), http, json);
            progress.say(NAME, "setting plans");
            new DemoPlans(as("root@platform.test", tokens, http, json)).apply();
            progress.say(NAME, "connecting Acme to the ConnectWise simulator");
            new DemoPsaConnection(
                            as("owner@acme.test", tokens, http, json),
                            instance.ports().http(PortName.CONNECTWISE))
                    .apply();
            progress.say(NAME, "switching the flow library off for Initech");
            new DemoFlows(as("owner@initech.test", tokens, http, json)).switchLibraryOff();
            progress.say(NAME, "ready");
        }
    }

    private PublicApi as(String email, Tokens tokens, HttpClient http, JsonMapper json)
            throws IOException, InterruptedException {
        return new PublicApi(instance.ports().http(PortName.GATEWAY), tokens.of(email), http, json);
    }
}
