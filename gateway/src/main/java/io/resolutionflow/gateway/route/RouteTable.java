package io.resolutionflow.gateway.route;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which service takes a path, and how long its answer may take. */
@Component
public class RouteTable {

    private record Row(String service, PathPattern pattern) {}

    private record MethodAndPath(HttpMethod method, PathPattern pattern) {}

    private final RouteProperties properties;
    private final List<Row> rows;
    private final List<PathPattern> streams;
    private final List<MethodAndPath> ai;

    RouteTable(RouteProperties properties) {
        var parser = PathPatternParser.defaultInstance;
        this.properties = properties;
        this.rows =
                properties.table().stream()
                        .flatMap(entry ->
                                entry.paths().stream()
                                        .map(path -> new Row(entry.service(), parser.parse(path))))
                        .toList();
        this.streams = properties.streams().stream().map(parser::parse).toList();
        this.ai =
                properties.ai().stream()
                        .map(line -> line.split(" ", 2))
                        .map(line ->
                                new MethodAndPath(
                                        HttpMethod.valueOf(line[0]), parser.parse(line[1])))
                        .toList();
    }

    /** The service of a path; empty for everything that is not an API path of a service. */
    public Optional<String> find(RequestPath path) {
        PathContainer inside = path.pathWithinApplication();
        return rows.stream()
                .filter(row -> row.pattern().matches(inside))
                .map(Row::service)
                .findFirst();
    }

    public boolean isStream(HttpMethod method, RequestPath path) {
        return HttpMethod.GET.equals(method)
                && streams.stream()
                        .anyMatch(pattern -> pattern.matches(path.pathWithinApplication()));
    }

    public boolean isAi(HttpMethod method, RequestPath path) {
        return ai.stream()
                .anyMatch(row ->
                        row.method().equals(method)
                                && row.pattern().matches(path.pathWithinApplication()));
    }
}
