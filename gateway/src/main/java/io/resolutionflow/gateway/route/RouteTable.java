package io.resolutionflow.gateway.route;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Which service takes a request, and how long its answer may take. */
@Component
public class RouteTable {

    private static final String DESTINATION = Destination.class.getName();

    private record Row(String service, PathRule path) {}

    private record MethodAndPath(HttpMethod method, PathRule path) {

        static MethodAndPath parse(String line) {
            String[] parts = line.split(" ", 2);
            return new MethodAndPath(HttpMethod.valueOf(parts[0]), PathRule.of(parts[1]));
        }

        boolean matches(HttpMethod asked, List<String> segments) {
            return method.equals(asked) && path.matches(segments);
        }
    }

    private final RouteProperties properties;
    private final List<Row> rows;
    private final List<MethodAndPath> streams;
    private final List<MethodAndPath> ai;

    RouteTable(RouteProperties properties) {
        this.properties = properties;
        this.rows =
                properties.table().stream()
                        .flatMap(entry ->
                                entry.paths().stream()
                                        .map(path -> new Row(entry.service(), PathRule.of(path))))
                        .toList();
        this.streams = properties.streams().stream().map(MethodAndPath::parse).toList();
        this.ai = properties.ai().stream().map(MethodAndPath::parse).toList();
    }

    /** Worked out once a request; empty for everything that is not an API path of a service. */
    public Optional<Destination> find(ServerWebExchange exchange) {
        Optional<Destination> known = exchange.getAttribute(DESTINATION);
        if (known == null) {
            known = find(exchange.getRequest().getMethod(), PathRule.segments(exchange));
            // not by computeIfAbsent: one within another stands still for ever now and then
            exchange.getAttributes().put(DESTINATION, known);
        }
        return known;
    }

    Optional<Destination> find(HttpMethod method, List<String> segments) {
        for (Row row : rows) {
            if (row.path().matches(segments)) {
                return Optional.of(destination(row, method, segments));
            }
        }
        return Optional.empty();
    }

    private Destination destination(Row row, HttpMethod method, List<String> segments) {
        boolean stream = streams.stream().anyMatch(one -> one.matches(method, segments));
        boolean waitsForModel = ai.stream().anyMatch(one -> one.matches(method, segments));
        var answer = waitsForModel ? properties.aiAnswer() : properties.answer();
        return Destination.of(
                row.service(),
                row.path().toString(),
                stream,
                waitsForModel,
                stream ? null : answer);
    }
}
