package io.resolutionflow.stack.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be answered; {@link Answer} decides how it goes over the wire. */
public record Reply(int status, Map<String, String> headers, byte[] body) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** A body of a foreign protocol: names stay as they are. */
    public static Reply wire(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", JSON), Json.WIRE.bytes(body));
    }

    /** A body of our own admin calls: snake_case. */
    public static Reply own(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", JSON), Json.OWN.bytes(body));
    }

    public static Reply html(int status, String title) {
        var page =
                "<html><head><title>%s</title></head><body><h1>%s</h1><hr>simulator</body></html>";
        return new Reply(
                status,
                Map.of("Content-Type", HTML),
                page.formatted(title, title).getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, Map.copyOf(more), body);
    }

    public Reply withBody(byte[] other) {
        return new Reply(status, headers, other);
    }

    public boolean successful() {
        return status >= 200 && status < 300;
    }
}
