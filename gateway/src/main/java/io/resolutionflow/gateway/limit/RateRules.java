package io.resolutionflow.gateway.limit;

import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The per-minute figures of the contracts, looked up by method and path. */
@Component
class RateRules {

    /**
     * @param name identifies the rule in the bucket's key
     */
    record Rate(String name, long perMinute) {}

    private record Rule(HttpMethod method, PathPattern path, long perMinute) {}

    private final List<Rule> rules;
    private final double factor;
    private final int defaultPerMinute;

    RateRules(LimitProperties properties, Environment environment) {
        if (properties.factor() != 1 && !environment.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException(
                    "RF_RATE_LIMIT_FACTOR is for tests on one machine; remove it or use the local profile");
        }
        this.factor = properties.factor();
        this.defaultPerMinute = properties.defaultPerMinute();
        this.rules = properties.rules().stream().map(RateRules::parse).toList();
    }

    Rate find(HttpMethod method, RequestPath path) {
        return rules.stream()
                .filter(rule ->
                        rule.method().equals(method)
                                && rule.path().matches(path.pathWithinApplication()))
                .findFirst()
                .map(rule -> new Rate(method + " " + rule.path(), scaled(rule.perMinute())))
                .orElseGet(() -> new Rate(method + " other", scaled(defaultPerMinute)));
    }

    private long scaled(long perMinute) {
        return Math.max(1, Math.round(perMinute * factor));
    }

    private static Rule parse(String line) {
        String[] parts = line.trim().split("\\s+");
        if (parts.length != 3) {
            throw new IllegalArgumentException("a rate rule reads \"METHOD /path 20\": " + line);
        }
        return new Rule(
                HttpMethod.valueOf(parts[0]),
                PathPatternParser.defaultInstance.parse(parts[1]),
                Long.parseLong(parts[2]));
    }
}
