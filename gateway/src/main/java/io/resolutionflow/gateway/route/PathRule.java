package io.resolutionflow.gateway.route;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.server.ServerWebExchange;

/**
 * A path of a contract: {@code *} is one segment, a closing {@code /**} matches any rest and also
 * nothing. Compared by decoded segments, so an escaped letter does not lead around a rule; far
 * cheaper than a general pattern, which matters with a hundred rules a request.
 */
public final class PathRule {

    private static final String SEGMENTS = PathRule.class.getName() + ".segments";

    private final String text;
    private final String[] segments;
    private final boolean open;

    private PathRule(String text) {
        this.text = text;
        this.open = text.endsWith("/**");
        String fixed = open ? text.substring(0, text.length() - "/**".length()) : text;
        this.segments = fixed.substring(1).split("/");
    }

    /** A rule starts with a slash and has {@code **} at its end only. */
    public static PathRule of(String text) {
        if (!text.startsWith("/") || text.substring(0, text.length() - 2).contains("**")) {
            throw new IllegalArgumentException("not a path of a route: " + text);
        }
        return new PathRule(text);
    }

    public boolean matches(ServerWebExchange exchange) {
        return matches(segments(exchange));
    }

    boolean matches(List<String> path) {
        if (path.size() < segments.length || (!open && path.size() > segments.length)) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].equals("*") && !segments[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Decoded segments of the request's path, worked out once a request. */
    static List<String> segments(ServerWebExchange exchange) {
        List<String> known = exchange.getAttribute(SEGMENTS);
        if (known == null) {
            known = segments(exchange.getRequest().getPath().pathWithinApplication());
            exchange.getAttributes().put(SEGMENTS, known);
        }
        return known;
    }

    static List<String> segments(PathContainer path) {
        var segments = new ArrayList<String>();
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment) {
                segments.add(segment.valueToMatch());
            }
        }
        return segments;
    }

    @Override
    public String toString() {
        return text;
    }
}
