package io.resolutionflow.gateway.route;

import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Ready-made clients, one a process of a service and patience. Each event loop has connections of
 * its own: a request is then read, sent on, answered and written by one thread, where a shared pool
 * would hand it from thread to thread.
 */
@Component
class ServiceClients implements DisposableBean {

    /** Below the 20 s after which a service closes an idle connection. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * Below the 5 s between the moment a process takes no new connections and its signal to stop:
     * one that is kept longer would meet the stop.
     */
    private static final Duration LIFE = Duration.ofSeconds(4);

    private static final int MAX_HEADERS = 32 * 1024;

    private record Kind(URI address, @Nullable Duration answer, boolean repeatable) {}

    /** Connections of one event loop, or of all other threads together. */
    private record Pool(ConnectionProvider connections, Map<Kind, HttpClient> clients) {}

    private final int connectMillis;
    private final Queue<Pool> all = new ConcurrentLinkedQueue<>();
    private final Pool shared = pool();
    private final FastThreadLocal<Pool> own =
            new FastThreadLocal<>() {
                @Override
                protected Pool initialValue() {
                    return pool();
                }
            };

    ServiceClients(RouteProperties properties) {
        this.connectMillis = (int) properties.connect().toMillis();
    }

    /**
     * @param answer how long the service may be silent; null without end
     * @param repeatable whether a request may be sent again when a kept connection turns out to be
     *     closed
     */
    HttpClient of(URI address, @Nullable Duration answer, boolean repeatable) {
        Pool pool = Thread.currentThread() instanceof FastThreadLocalThread ? own.get() : shared;
        var kind = new Kind(address, answer, repeatable);
        HttpClient known = pool.clients().get(kind);
        return known != null
                ? known
                : pool.clients().computeIfAbsent(kind, key -> client(pool, key));
    }

    private HttpClient client(Pool pool, Kind kind) {
        URI address = kind.address();
        boolean secure = "https".equals(address.getScheme());
        int standard = secure ? 443 : 80;
        HttpClient client =
                HttpClient.create(pool.connections())
                        .host(address.getHost())
                        .port(address.getPort() < 0 ? standard : address.getPort())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                        .httpResponseDecoder(decoder -> decoder.maxHeaderSize(MAX_HEADERS))
                        .disableRetry(!kind.repeatable());
        if (secure) {
            client = client.secure();
        }
        return kind.answer() == null ? client : client.responseTimeout(kind.answer());
    }

    private Pool pool() {
        var pool =
                new Pool(
                        ConnectionProvider.builder("services")
                                .maxConnections(Integer.MAX_VALUE)
                                .pendingAcquireMaxCount(-1)
                                .maxIdleTime(IDLE)
                                .maxLifeTime(LIFE)
                                .evictInBackground(IDLE)
                                .lifo()
                                .build(),
                        new ConcurrentHashMap<>());
        all.add(pool);
        return pool;
    }

    @Override
    public void destroy() {
        all.forEach(pool -> pool.connections().dispose());
    }
}
