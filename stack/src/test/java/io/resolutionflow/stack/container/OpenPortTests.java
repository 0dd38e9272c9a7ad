package io.resolutionflow.stack.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class OpenPortTests {

    @Test
    void handsAConnectionOnInBothDirections() throws Exception {
        try (var inside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var door = OpenPort.start(0, inside.getLocalPort())) {
            Thread server = Thread.ofVirtual().start(() -> answer(inside));
            try (var client = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
                client.getOutputStream().write("question".getBytes(UTF_8));
                client.shutdownOutput();

                assertThat(client.getInputStream().readAllBytes())
                        .isEqualTo("answer to question".getBytes(UTF_8));
            }
            server.join();
        }
    }

    private static void answer(ServerSocket inside) {
        try (Socket one = inside.accept()) {
            String asked = new String(one.getInputStream().readAllBytes(), UTF_8);
            one.getOutputStream().write(("answer to " + asked).getBytes(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
