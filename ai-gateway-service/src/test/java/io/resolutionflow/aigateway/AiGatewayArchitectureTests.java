package io.resolutionflow.aigateway;

import io.resolutionflow.platform.testing.arch.ServiceArchitectureKit;

class AiGatewayArchitectureTests extends ServiceArchitectureKit {

    AiGatewayArchitectureTests() {
        super("io.resolutionflow.aigateway");
    }
}
