package io.resolutionflow.stack.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port on 127.0.0.1, one virtual thread a request. */
public final class LoopbackServer implements AutoCloseable {

    static {
        // The JDK's server leaves Nagle on, which adds 40 ms to small answers on a kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger log = LoggerFactory.getLogger(LoopbackServer.class);
    private static final int BACKLOG = 512;

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @param port 0 takes any free one, see {@link #port()}
     */
    public static LoopbackServer start(int port, RequestHandler handler) throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, handler));
        server.start();
        return new LoopbackServer(server, threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void serve(HttpExchange exchange, RequestHandler handler) throws IOException {
        var request =
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        headers(exchange),
                        exchange.getRequestBody().readAllBytes());
        try {
            handler.handle(request, new Answer(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The client left first; that is its right, and often the point of the test.
            log.atDebug()
                    .addKeyValue("path", request.path())
                    .log("client left before the answer ended");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("path", request.path())
                    .setCause(e)
                    .log("request failed in the simulator");
        } finally {
            // nothing to do after an answer; whatever went wrong, nobody is left hanging
            exchange.close();
        }
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                header -> List.copyOf(header.getValue())));
    }
}
