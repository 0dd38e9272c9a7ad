package io.resolutionflow.session;

import io.resolutionflow.platform.testing.arch.ServiceArchitectureKit;

class SessionArchitectureTests extends ServiceArchitectureKit {

    SessionArchitectureTests() {
        super("io.resolutionflow.session");
    }
}
