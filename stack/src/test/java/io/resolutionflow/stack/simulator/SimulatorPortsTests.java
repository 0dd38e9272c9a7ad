package io.resolutionflow.stack.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorPortsTests {

    @Test
    void defaultsAreThoseOfOneMachine() {
        assertThat(SimulatorPorts.from(Map.of()))
                .isEqualTo(new SimulatorPorts(8190, 8191, 8192, 8194, 8195, 8196));
    }

    @Test
    void eachPortCanBeOverridden() {
        var environment = Map.of("RF_PORT_PSA_ADMIN", "9192", "RF_PORT_SMTP", "");

        assertThat(SimulatorPorts.from(environment).psaAdmin()).isEqualTo(9192);
        assertThat(SimulatorPorts.from(environment).smtp()).isEqualTo(8194);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorPorts.from(Map.of("RF_PORT_MAIL", "65536")))
                .withMessageContaining("RF_PORT_MAIL");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new SimulatorPorts(taken.getLocalPort(), 0, 0, 0, 0, 0);

            assertThatThrownBy(() -> Simulators.start(ports, Clock.systemUTC(), Path.of("unused")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }
}
