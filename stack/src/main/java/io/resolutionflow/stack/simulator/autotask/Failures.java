package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.http.Reply;
import java.util.List;
import java.util.Map;

/** Autotask's way of saying no: nearly always a 500 with sentences. */
final class Failures {

    private Failures() {}

    static Reply refused(String message) {
        return withErrors(500, message);
    }

    static Reply noRecord() {
        return refused("No matching records found.");
    }

    static Reply withErrors(int status, String message) {
        return Reply.wire(status, Map.of("errors", List.of(message)));
    }
}
