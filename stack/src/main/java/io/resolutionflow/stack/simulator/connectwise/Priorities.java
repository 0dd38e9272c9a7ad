package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The priorities of the desk. */
final class Priorities {

    private static final Map<Integer, String> NAMES =
            Map.of(
                    6, "Priority 1 - Critical",
                    7, "Priority 2 - High",
                    8, "Priority 3 - Medium",
                    9, "Priority 4 - Low");

    private Priorities() {}

    static ObjectNode reference(int id) {
        return Wire.reference(id, NAMES.getOrDefault(id, "Priority"));
    }

    static Reply list(Call call) {
        return new ListQuery(call.request())
                .page(NAMES.keySet().stream().sorted().map(Priorities::reference).toList());
    }
}
