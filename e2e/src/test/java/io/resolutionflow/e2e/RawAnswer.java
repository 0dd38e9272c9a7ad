package io.resolutionflow.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one HTTP answer off a connection. */
final class RawAnswer {

    private RawAnswer() {}

    /** Status and body, the trace id taken out. */
    static String read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return "400 closed";
        }
        int length = -1;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        String body =
                chunked
                        ? chunks(in)
                        : new String(
                                length < 0 ? in.readAllBytes() : in.readNBytes(length),
                                StandardCharsets.UTF_8);
        return first.split(" ")[1] + " " + body.replaceAll("\"trace_id\":\"[^\"]*\"", "");
    }

    private static String chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in).strip(), 16);
                size > 0;
                size = Integer.parseInt(line(in).strip(), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
