package io.resolutionflow.gateway.limit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Where a request comes from: the connection's own address, or what trusted proxies in front say.
 * Their {@code X-Forwarded-For} is read from its end, past proxies that are trusted too; what
 * stands before the first stranger is his word only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class ClientAddress implements WebFilter {

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(LimitProperties properties) {
        this.trusted =
                properties.trustedProxies().stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .map(ClientAddress::network)
                        .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!trusted.isEmpty()) {
            exchange.getAttributes().put(ATTRIBUTE, find(exchange));
        }
        return chain.filter(exchange);
    }

    static String of(ServerWebExchange exchange) {
        String found = exchange.getAttribute(ATTRIBUTE);
        return found != null ? found : connection(exchange);
    }

    private String find(ServerWebExchange exchange) {
        String nearest = connection(exchange);
        if (!isTrusted(nearest)) {
            return nearest;
        }
        List<String> told =
                exchange.getRequest().getHeaders().getOrEmpty("X-Forwarded-For").stream()
                        .flatMap(line -> List.of(line.split(",")).stream())
                        .map(String::strip)
                        .toList();
        for (String address : told.reversed()) {
            if (NetUtil.createByteArrayFromIpAddressString(address) == null) {
                return nearest;
            }
            nearest = address;
            if (!isTrusted(address)) {
                return address;
            }
        }
        return nearest;
    }

    private boolean isTrusted(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return false;
        }
        try {
            var socket = new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
            return trusted.stream().anyMatch(network -> network.matches(socket));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException("not an address of a trusted proxy: " + text);
        }
        int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    private static String connection(ServerWebExchange exchange) {
        @Nullable InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }
}
