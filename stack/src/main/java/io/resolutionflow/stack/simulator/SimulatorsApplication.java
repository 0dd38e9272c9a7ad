package io.resolutionflow.stack.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the simulators and sinks and stays; exit code 1 when a port is taken. */
public final class SimulatorsApplication {

    private static final Logger log = LoggerFactory.getLogger(SimulatorsApplication.class);

    /** Below the directory of the instance, which its parts are started in. */
    private static final Path TRACES = Path.of("data", "traces");

    private SimulatorsApplication() {}

    public static void main(String[] arguments) {
        try {
            var simulators =
                    Simulators.start(
                            SimulatorPorts.from(System.getenv()), Clock.systemUTC(), TRACES);
            log.atInfo().addKeyValue("ports", simulators.ports()).log("simulators ready");
        } catch (IOException | RuntimeException e) {
            log.atError().setCause(e).log("simulators could not start");
            System.exit(1);
        }
    }
}
