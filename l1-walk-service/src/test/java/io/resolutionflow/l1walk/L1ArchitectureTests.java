package io.resolutionflow.l1walk;

import io.resolutionflow.platform.testing.arch.ServiceArchitectureKit;

class L1ArchitectureTests extends ServiceArchitectureKit {

    L1ArchitectureTests() {
        super("io.resolutionflow.l1walk");
    }
}
