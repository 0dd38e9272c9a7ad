package io.resolutionflow.platform.sse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of server-sent events, e.g. the body of another service's answer. Closing it
 * closes the body, which ends a read in another thread when the HTTP client supports that.
 */
public final class SseEvents implements AutoCloseable {

    private final InputStream body;
    private final BufferedReader lines;
    private @Nullable String lastId;

    public SseEvents(InputStream body) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /**
     * @param id last id seen up to here, this event's own included; null while there was none
     * @param name {@code message} when the sender named none
     * @param data lines joined by newlines
     */
    public record Event(@Nullable String id, String name, String data) {}

    /**
     * The next event; comments and {@code retry:} are passed over. Empty when the sender ended the
     * stream: an event cut off in the middle is not given out.
     */
    public Optional<Event> next() throws IOException {
        String name = "message";
        StringBuilder data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return Optional.of(new Event(lastId, name, data.toString()));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "id" -> lastId = value;
                case "event" -> name = value;
                case "data" ->
                        data =
                                data == null
                                        ? new StringBuilder(value)
                                        : data.append('\n').append(value);
                default -> {
                    // a comment, a retry, or a field of the future
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        // not the reader: it holds a lock while another thread waits for a line
        body.close();
    }
}
