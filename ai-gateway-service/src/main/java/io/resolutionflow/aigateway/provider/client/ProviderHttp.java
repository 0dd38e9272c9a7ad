package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * HTTP to providers: no retries, no redirects, a pool of its own per endpoint, and one watch that
 * ends whatever is past its time, which a read timeout alone does not.
 */
@Component
class ProviderHttp {

    private static final Logger log = LoggerFactory.getLogger(ProviderHttp.class);
    private static final int CONNECTIONS = 1_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Vendors close what lies idle, after a crowd within seconds: such a connection is tried first.
     */
    private static final Duration IDLE_CHECK = Duration.ofMillis(500);

    private static final long WATCH_EVERY_MS = 50;

    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Set<OpenExchange> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("provider-watch").factory());

    private record Client(
            CloseableHttpClient http, PoolingHttpClientConnectionManager connections) {

        /**
         * Where a vendor closed one connection without a word, it closed others that were used just
         * before and are not looked at yet: the next attempt must not meet them.
         */
        void distrustIdle() {
            connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
        }
    }

    ProviderHttp() {
        watch.scheduleWithFixedDelay(
                this::endLate, WATCH_EVERY_MS, WATCH_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Sends one request and reads the head of its answer.
     *
     * @param endpoint its name: each has its own pool
     * @param left until the exchange has to be over
     * @param firstEvent how long the head may take at most
     * @throws ProviderFailure for everything that is not an answer of the server
     */
    OpenExchange post(
            String endpoint,
            URI address,
            Map<String, String> headers,
            byte[] body,
            Duration left,
            Duration firstEvent) {
        if (left.toMillis() < WATCH_EVERY_MS) {
            throw new ProviderFailure(ErrorClass.TIMEOUT, null, null);
        }
        var request = new HttpPost(address);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        headers.forEach(request::setHeader);
        var exchange = new OpenExchange(request, open::remove, left, firstEvent);
        open.add(exchange);
        Client client = clients.computeIfAbsent(endpoint, name -> newClient());
        try {
            exchange.answered(client.http().executeOpen(HttpHost.create(address), request, null));
            return exchange;
        } catch (IOException | RuntimeException e) {
            exchange.close();
            if (e instanceof NoHttpResponseException || e instanceof SocketException) {
                client.distrustIdle();
            }
            throw exchange.failure(e, ErrorClass.SERVER);
        }
    }

    private static Client newClient() {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                                        .setValidateAfterInactivity(Timeout.of(IDLE_CHECK))
                                        .build())
                        .build();
        var http =
                HttpClients.custom()
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableContentCompression()
                        .setConnectionManager(connections)
                        .build();
        return new Client(http, connections);
    }

    private void endLate() {
        long now = System.nanoTime();
        for (OpenExchange exchange : open) {
            exchange.endIfLate(now);
        }
    }

    @PreDestroy
    void close() {
        watch.shutdownNow();
        open.forEach(OpenExchange::close);
        clients.values()
                .forEach(client -> {
                    try {
                        client.http().close();
                    } catch (IOException e) {
                        log.atDebug().setCause(e).log("provider connections not closed");
                    }
                });
    }
}
