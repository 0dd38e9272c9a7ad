package io.resolutionflow.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A browser's connection that was used once and is kept open. */
final class IdleConnection {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    IdleConnection(int port, String bearer) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                        + bearer
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        readAnswer(socket.getInputStream());
    }

    /** Until the short JSON answer has ended. */
    private static void readAnswer(InputStream in) throws IOException {
        int last = 0;
        while (last != '}') {
            last = in.read();
            if (last < 0) {
                throw new IOException("closed before the answer was read");
            }
        }
    }

    boolean isClosedByServer() throws IOException {
        try (socket) {
            return socket.getInputStream().read() < 0;
        }
    }
}
