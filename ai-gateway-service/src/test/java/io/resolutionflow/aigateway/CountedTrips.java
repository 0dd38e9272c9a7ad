package io.resolutionflow.aigateway;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Counts the round trips of the driver: it flushes what it wrote once for each, in the thread of
 * whoever waits for the answer.
 */
public final class CountedTrips extends SocketFactory {

    private static final ThreadLocal<Integer> TRIPS = ThreadLocal.withInitial(() -> 0);

    /** Has the driver of a context connect by this factory. */
    static void in(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "counted-trips",
                                Map.of(
                                        "spring.datasource.hikari.data-source-properties.socketFactory",
                                        CountedTrips.class.getName())));
    }

    /** How many this thread made while it did something. */
    static int of(Runnable work) {
        int before = TRIPS.get();
        work.run();
        return TRIPS.get() - before;
    }

    private static final class CountingSocket extends Socket {

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void flush() throws IOException {
                    TRIPS.set(TRIPS.get() + 1);
                    super.flush();
                }
            };
        }
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(SocketAddress server, @Nullable SocketAddress local)
            throws IOException {
        Socket socket = createSocket();
        socket.bind(local);
        socket.connect(server);
        return socket;
    }
}
