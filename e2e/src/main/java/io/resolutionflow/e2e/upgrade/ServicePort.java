package io.resolutionflow.e2e.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Kubernetes Service is to its callers: one address. A new connection goes to the ready
 * process whose turn it is; one that is open stays with its process, also when that has left. Hence
 * callers that keep connections must survive the end of a process, here as there.
 */
final class ServicePort implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int BACKLOG = 512;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocket server;
    private final List<Integer> ready = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turns = new AtomicInteger();

    private ServicePort(ServerSocket server) {
        this.server = server;
    }

    /** Listens on the loopback address until it is closed. */
    static ServicePort open(int port) {
        try {
            var server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(loopback(port), BACKLOG);
            var service = new ServicePort(server);
            Thread.ofVirtual().name("service-" + port).start(service::accept);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process on this port takes new connections from now on. */
    void join(int port) {
        ready.add(port);
    }

    /** No new connection for it; those it has stay. */
    void leave(int port) {
        ready.remove(Integer.valueOf(port));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                open.add(caller);
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException closed) {
                // by close()
            }
        }
    }

    private void connect(Socket caller) {
        // a Service without ready processes refuses, too
        int[] all = ready.stream().mapToInt(Integer::intValue).toArray();
        if (all.length == 0) {
            close(caller);
            return;
        }
        var process = new Socket();
        open.add(process);
        try {
            process.connect(
                    loopback(all[Math.floorMod(turns.getAndIncrement(), all.length)]),
                    CONNECT_MILLIS);
            caller.setTcpNoDelay(true);
            process.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> copy(process, caller));
            copy(caller, process);
            back.join();
        } catch (IOException unreachable) {
            // the caller sees its connection end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(caller);
            close(process);
        }
    }

    /** One direction; its end is passed on, a break ends both. */
    private void copy(Socket from, Socket to) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // it listens no more
        }
        List.copyOf(open).forEach(this::close);
    }
}
