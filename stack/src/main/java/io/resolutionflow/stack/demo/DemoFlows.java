package io.resolutionflow.stack.demo;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The account that does not use the shipped flows (contract-l1 §9.2). */
final class DemoFlows {

    private final PublicApi owner;

    DemoFlows(PublicApi owner) {
        this.owner = owner;
    }

    void switchLibraryOff() throws IOException, InterruptedException {
        for (JsonNode flow : owner.get("/flows?source=library&limit=100")) {
            if (flow.path("enabled").asBoolean(false)) {
                owner.call(
                        "PUT",
                        "/flows/" + flow.path("id").asString() + "/enabled",
                        Map.of("enabled", false));
            }
        }
    }
}
