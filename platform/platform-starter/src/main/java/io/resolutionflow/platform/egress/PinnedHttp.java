package io.resolutionflow.platform.egress;

import io.resolutionflow.platform.egress.CallFailed.Reach;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls exactly the address that was checked: the client's own look-up goes through {@link
 * AddressRules}, so there is no second one between check and connection. A connection serves one
 * request, so none is older than its check and none turns stale under a POST. No redirects,
 * proxies, cookies or repeats; an answer is cut at its size and time limit.
 */
public class PinnedHttp implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 200;

    private final AddressRules rules;
    private final int maxBytes;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("egress-deadlines").factory());

    public PinnedHttp(AddressRules rules, EgressSettings settings) {
        this.rules = rules;
        this.maxBytes = settings.maxBytes();
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(rules))
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(settings.connect()))
                                        .build())
                        .build();
        this.client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setConnectionReuseStrategy((request, response, context) -> false)
                        // named, so that no system property can put a proxy in between
                        .setRoutePlanner(
                                new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build();
    }

    /**
     * @throws CallFailed when there is no whole answer; an HTTP error status is an answer
     */
    public HttpAnswer call(HttpRequest request) throws CallFailed {
        try {
            rules.checkForm(withoutQuery(request));
        } catch (AddressRefused e) {
            throw new CallFailed(Reach.BLOCKED, "address_blocked");
        }
        var http = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().forEach(http::setHeader);
        http.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofSeconds(1))
                        .setResponseTimeout(Timeout.of(request.within()))
                        .build());
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        return execute(http, request.within());
    }

    private HttpAnswer execute(HttpUriRequestBase http, Duration within) throws CallFailed {
        var late = new AtomicBoolean();
        // the socket timeout starts anew with every byte; this one does not
        var deadline =
                deadlines.schedule(
                        () -> {
                            late.set(true);
                            http.cancel();
                        },
                        Math.max(1, within.toMillis()),
                        TimeUnit.MILLISECONDS);
        try {
            return client.execute(http, response -> read(response));
        } catch (BlockedName e) {
            throw new CallFailed(Reach.BLOCKED, "address_blocked");
        } catch (UnknownHostException
                | ConnectException
                | ConnectTimeoutException
                | NoRouteToHostException
                | SSLHandshakeException
                | SSLPeerUnverifiedException e) {
            throw new CallFailed(Reach.NOT_SENT, reason(e));
        } catch (IOException e) {
            throw new CallFailed(Reach.UNKNOWN, late.get() ? "timeout" : reason(e));
        } catch (IllegalStateException | NullPointerException e) {
            // cancelled between its start and its connection, the client trips over itself
            if (late.get()) {
                throw new CallFailed(Reach.UNKNOWN, "timeout");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpAnswer read(ClassicHttpResponse response) throws IOException {
        var headers = new HashMap<String, String>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        var entity = response.getEntity();
        byte[] body = new byte[0];
        if (entity != null) {
            try (var content = entity.getContent()) {
                body = content == null ? body : content.readNBytes(maxBytes + 1);
            }
        }
        if (body.length > maxBytes) {
            throw new IOException("answer too large");
        }
        return new HttpAnswer(response.getCode(), headers, body);
    }

    private static String withoutQuery(HttpRequest request) {
        String text = request.uri().toString();
        int query = text.indexOf('?');
        String address = query < 0 ? text : text.substring(0, query);
        // the path was built by the service; scheme, host and port are what must pass again
        return address.substring(0, Math.min(address.length(), pathStart(address)));
    }

    private static int pathStart(String address) {
        int path = address.indexOf('/', address.indexOf("://") + 3);
        return path < 0 ? address.length() : path;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> "name_not_found";
            case ConnectTimeoutException slow -> "connect_timeout";
            case ConnectException refused -> "connection_refused";
            case SSLHandshakeException tls -> "tls";
            case SSLPeerUnverifiedException tls -> "tls";
            case java.net.SocketTimeoutException slow -> "timeout";
            default -> "connection_lost";
        };
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    /** A name that leads to an address which may not be called. */
    private static final class BlockedName extends UnknownHostException {

        @java.io.Serial private static final long serialVersionUID = 1L;

        BlockedName() {
            super("blocked");
        }
    }

    private record CheckedResolver(AddressRules rules) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return rules.resolveForCall(host);
            } catch (AddressRefused e) {
                throw new BlockedName();
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
