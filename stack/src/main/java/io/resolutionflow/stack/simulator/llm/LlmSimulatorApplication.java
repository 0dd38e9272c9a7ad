package io.resolutionflow.stack.simulator.llm;

import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the model simulator on {@code RF_PORT_LLM} (8193); for tests and benches only. */
public final class LlmSimulatorApplication {

    private static final Logger log = LoggerFactory.getLogger(LlmSimulatorApplication.class);
    private static final String DEFAULT_PORT = "8193";

    private LlmSimulatorApplication() {}

    public static void main(String[] arguments) {
        try {
            var port = Objects.requireNonNullElse(System.getenv("RF_PORT_LLM"), DEFAULT_PORT);
            var simulator = LlmSimulator.start(Integer.parseInt(port), Clock.systemUTC());
            log.atInfo().addKeyValue("port", simulator.port()).log("model simulator ready");
        } catch (IOException | RuntimeException e) {
            log.atError().setCause(e).log("model simulator could not start");
            System.exit(1);
        }
    }
}
