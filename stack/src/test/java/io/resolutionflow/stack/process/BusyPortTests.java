package io.resolutionflow.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BusyPortTests {

    @Test
    void aHeldPortIsNamedWithItsOwner() throws Exception {
        try (var held = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var busy = BusyPort.check(held.getLocalPort()).orElseThrow();

            assertThat(busy.describe())
                    .startsWith("port " + held.getLocalPort() + " is used by ")
                    .contains("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aPortHeldOnAllAddressesIsBusyToo() throws Exception {
        try (var held = new ServerSocket(0)) {
            assertThat(BusyPort.check(held.getLocalPort())).isPresent();
        }
    }

    @Test
    void aPortThatWasJustGivenBackIsFree() throws Exception {
        int port;
        try (var held = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = held.getLocalPort();
        }

        assertThat(BusyPort.check(port)).isEmpty();
    }
}
