package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.Secret;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * HTTP to providers: no retries, no redirects, answers of at most 4 MiB, and a deadline for the
 * whole exchange, which a read timeout alone does not give. Pools are per host.
 */
@Component
class ProviderHttp {

    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
    private static final int CONNECTIONS_PER_HOST = 200;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_CALL = Duration.ofMillis(50);

    private final Clock clock;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;

    ProviderHttp(Clock clock) {
        this.clock = clock;
        this.client =
                HttpClients.custom()
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                                        .setMaxConnTotal(2 * CONNECTIONS_PER_HOST)
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(
                                                                Timeout.of(CONNECT_TIMEOUT))
                                                        .build())
                                        .build())
                        .build();
        this.deadlines =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("provider-deadlines").factory());
    }

    record Reply(
            int status, byte[] body, @Nullable String retryAfter, @Nullable String retryAfterMs) {}

    /**
     * @throws ProviderFailure for everything that is not an answer of the server
     */
    Reply post(String url, Secret key, byte[] body, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.compareTo(SHORTEST_CALL) < 0) {
            throw new ProviderFailure(ErrorClass.TIMEOUT, null, null);
        }
        var request = new HttpPost(url);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        request.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(left)).build());
        if (!key.isEmpty()) {
            key.reveal(value -> {
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + value);
                return true;
            });
        }
        var guard = deadlines.schedule(request::cancel, left.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, ProviderHttp::read);
        } catch (IOException e) {
            boolean late =
                    !clock.instant().isBefore(deadline)
                            || e instanceof java.net.SocketTimeoutException;
            throw new ProviderFailure(late ? ErrorClass.TIMEOUT : ErrorClass.SERVER, null, null);
        } finally {
            guard.cancel(false);
        }
    }

    private static Reply read(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            body = response.getEntity().getContent().readNBytes(LONGEST_ANSWER + 1);
            if (body.length > LONGEST_ANSWER) {
                throw new ProviderFailure(ErrorClass.REJECTED, response.getCode(), null);
            }
        }
        return new Reply(
                response.getCode(),
                body,
                header(response, "retry-after"),
                header(response, "retry-after-ms"));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        var header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
