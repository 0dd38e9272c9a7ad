package io.resolutionflow.stack.container;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Hands connections from all addresses on to a port of 127.0.0.1. The sinks listen on the loopback
 * address alone, and a published port does not arrive there.
 */
final class OpenPort implements Closeable {

    private final ServerSocket open;
    private final int inside;

    private OpenPort(ServerSocket open, int inside) {
        this.open = open;
        this.inside = inside;
    }

    /**
     * @param port 0 takes any free one, see {@link #port()}
     */
    static OpenPort start(int port, int inside) throws IOException {
        var door = new OpenPort(new ServerSocket(port), inside);
        Thread.ofPlatform().name("open-port").start(door::accept);
        return door;
    }

    int port() {
        return open.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    private void accept() {
        while (!open.isClosed()) {
            try {
                Socket outer = open.accept();
                Thread.ofVirtual().start(() -> serve(outer));
            } catch (IOException _) {
                // closed, or this one left at once
            }
        }
    }

    private void serve(Socket outer) {
        try (outer;
                var inner = new Socket(InetAddress.getLoopbackAddress(), inside)) {
            Thread back = Thread.ofVirtual().start(() -> copy(inner, outer));
            copy(outer, inner);
            back.join();
        } catch (IOException _) {
            // one of the two left
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // one of the two left
        }
    }
}
