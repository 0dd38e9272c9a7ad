package io.resolutionflow.gateway.request;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.resolutionflow.platform.identity.TenantHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers that go on to the service: a copy of what came, without what a service could mistake
 * for identity (architecture §5.2) and without what concerns one connection only. The filters on
 * the way write the gateway's own into it. One copy a request, in the form the client sends.
 */
public final class OutgoingHeaders {

    private static final String ATTRIBUTE = OutgoingHeaders.class.getName();

    /** Of one connection; what {@code Connection} names is added to them. */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    // the client writes the service's; the server has answered the other
                    "host",
                    "expect");

    private OutgoingHeaders() {}

    /** Made at the first call, the same afterwards. */
    public static HttpHeaders of(ServerWebExchange exchange) {
        HttpHeaders known = exchange.getAttribute(ATTRIBUTE);
        if (known == null) {
            known = copy(exchange.getRequest());
            exchange.getAttributes().put(ATTRIBUTE, known);
        }
        return known;
    }

    private static HttpHeaders copy(ServerHttpRequest request) {
        HttpHeaders outgoing = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        var incoming = request.getHeaders();
        List<String> named = named(incoming.getOrEmpty("Connection"));
        boolean chunked = incoming.containsHeader("Transfer-Encoding");
        for (Map.Entry<String, List<String>> header : incoming.headerSet()) {
            String name = header.getKey();
            if (mayPass(name, named) && !(chunked && name.equalsIgnoreCase("content-length"))) {
                outgoing.add(name, header.getValue());
            }
        }
        return outgoing;
    }

    private static boolean mayPass(String name, List<String> named) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower)
                && !TenantHeaders.isUntrusted(lower)
                && (named.isEmpty() || !named.contains(lower));
    }

    private static List<String> named(List<String> connection) {
        if (connection.isEmpty()) {
            return List.of();
        }
        var named = new ArrayList<String>();
        for (String value : connection) {
            for (String name : value.split(",")) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
