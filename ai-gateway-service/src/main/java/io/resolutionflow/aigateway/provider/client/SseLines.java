package io.resolutionflow.aigateway.provider.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events out of a body: {@code \n} and {@code \r\n}, several data lines joined,
 * comments skipped, characters split across reads put together. A last event without its blank line
 * counts.
 */
final class SseLines {

    /** An event of a vendor is a few kilobytes; more than this is no event. */
    private static final int LONGEST_EVENT = 1024 * 1024;

    record Event(String name, String data) {}

    private final BufferedReader lines;

    SseLines(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 8_192);
    }

    /** The next event that has data, null at the end of the body. */
    @Nullable Event next() throws IOException {
        String name = "";
        StringBuilder data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return new Event(name, data.toString());
                }
                name = "";
            } else if (line.startsWith("data:")) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value(line, "data:"));
                if (data.length() > LONGEST_EVENT) {
                    throw new IOException("event too long");
                }
            } else if (line.startsWith("event:")) {
                name = value(line, "event:");
            }
        }
        return data == null ? null : new Event(name, data.toString());
    }

    private static String value(String line, String field) {
        int from = field.length();
        return line.substring(line.startsWith(" ", from) ? from + 1 : from);
    }
}
