package io.resolutionflow.platform.sse;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire format of server-sent events; each call reaches the socket. Headers go out with the
 * first write, so that a refusal before it is an ordinary answer.
 */
class SseWriter {

    private final HttpServletResponse response;
    private final JsonMapper json;
    private boolean begun;
    private boolean commentOpen;
    private long lastWrite = System.nanoTime();

    SseWriter(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
    }

    boolean begun() {
        return begun;
    }

    /** How long nothing was written. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastWrite);
    }

    void retry(long milliseconds) throws ReaderGone {
        write("retry: " + milliseconds + "\n\n");
    }

    /** JSON is one line whatever its texts hold, so no content can break a frame (KD-13). */
    void event(@Nullable String id, String name, Object data) throws ReaderGone {
        var frame = new StringBuilder();
        if (id != null) {
            frame.append("id: ").append(oneLine(id)).append('\n');
        }
        frame.append("event: ").append(oneLine(name)).append('\n');
        write(frame.append("data: ").append(json.writeValueAsString(data)).append("\n\n"));
    }

    /**
     * Writes half of a comment. A connection whose other end is gone takes one write before it
     * tells; {@link #closeComment()} a moment later is the one that fails.
     */
    void openComment() throws ReaderGone {
        write(": keep-alive\n");
        commentOpen = true;
    }

    void closeComment() throws ReaderGone {
        if (commentOpen) {
            write("");
        }
    }

    private void write(CharSequence text) throws ReaderGone {
        if (!begun) {
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            begun = true;
        }
        String whole = commentOpen ? "\n" + text : text.toString();
        commentOpen = false;
        try {
            response.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            lastWrite = System.nanoTime();
        } catch (IOException e) {
            throw new ReaderGone(e);
        }
    }

    private static String oneLine(String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an id or a name is one line");
        }
        return value;
    }
}
