package io.resolutionflow.handoff;

import io.resolutionflow.platform.testing.arch.ServiceArchitectureKit;

class HandoffArchitectureTests extends ServiceArchitectureKit {

    HandoffArchitectureTests() {
        super("io.resolutionflow.handoff");
    }
}
