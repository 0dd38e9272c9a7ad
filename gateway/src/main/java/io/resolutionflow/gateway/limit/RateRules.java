package io.resolutionflow.gateway.limit;

import io.resolutionflow.gateway.route.PathRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The per-minute figures of the contracts, looked up by method and path: a bucket a route. */
@Component
class RateRules {

    /**
     * @param name identifies the rule in the bucket's key
     */
    record Rate(String name, long perMinute) {}

    private record Rule(HttpMethod method, PathRule path, boolean csv, Rate rate) {

        boolean matches(ServerWebExchange exchange) {
            return path.matches(exchange) && (!csv || asksForCsv(exchange));
        }
    }

    private final Map<HttpMethod, List<Rule>> rules;
    private final Map<HttpMethod, Rate> others = new HashMap<>();
    private final double factor;

    RateRules(LimitProperties properties, Environment environment) {
        if (properties.factor() != 1 && !environment.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException(
                    "RF_RATE_LIMIT_FACTOR is for tests on one machine; remove it or use the local profile");
        }
        this.factor = properties.factor();
        this.rules =
                properties.rules().stream()
                        .map(this::parse)
                        .collect(Collectors.groupingBy(Rule::method));
        for (HttpMethod method : HttpMethod.values()) {
            others.put(method, new Rate(method + " other", scaled(properties.defaultPerMinute())));
        }
    }

    Rate find(ServerWebExchange exchange) {
        HttpMethod asked = exchange.getRequest().getMethod();
        // HEAD costs a service what GET costs
        HttpMethod method = HttpMethod.HEAD.equals(asked) ? HttpMethod.GET : asked;
        for (Rule rule : rules.getOrDefault(method, List.of())) {
            if (rule.matches(exchange)) {
                return rule.rate();
            }
        }
        return others.getOrDefault(method, new Rate("other", 1));
    }

    private static boolean asksForCsv(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        String accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
        return "csv".equals(request.getQueryParams().getFirst("format"))
                || (accept != null && accept.contains("text/csv"));
    }

    private long scaled(long perMinute) {
        return Math.max(1, Math.round(perMinute * factor));
    }

    /** {@code METHOD /path 20}, and {@code METHOD /path 5 csv} for the answer as a table. */
    private Rule parse(String line) {
        String[] parts = line.trim().split("\\s+");
        boolean csv = parts.length == 4 && parts[3].equals("csv");
        if (parts.length != 3 && !csv) {
            throw new IllegalArgumentException("a rate rule reads \"METHOD /path 20\": " + line);
        }
        String name = parts[0] + " " + parts[1] + (csv ? " csv" : "");
        return new Rule(
                HttpMethod.valueOf(parts[0]),
                PathRule.of(parts[1]),
                csv,
                new Rate(name, scaled(Long.parseLong(parts[2]))));
    }
}
