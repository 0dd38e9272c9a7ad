package io.resolutionflow.psa;

import io.resolutionflow.platform.testing.arch.ServiceArchitectureKit;

class PsaArchitectureTests extends ServiceArchitectureKit {

    PsaArchitectureTests() {
        super("io.resolutionflow.psa");
    }
}
