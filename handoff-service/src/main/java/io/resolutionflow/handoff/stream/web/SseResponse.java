package io.resolutionflow.handoff.stream.web;

import io.resolutionflow.handoff.stream.SseSink;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events to a servlet response and flushes each of them. */
class SseResponse implements SseSink {

    private final HttpServletResponse response;
    private final JsonMapper json;

    SseResponse(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void retry(int milliseconds) throws IOException {
        write("retry: " + milliseconds + "\n");
    }

    @Override
    public void event(@Nullable Long id, String name, JsonNode data) throws IOException {
        String head = id == null ? "" : "id: " + id + "\n";
        write(head + "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
    }

    @Override
    public void keepAlive() throws IOException {
        write(": keep-alive\n\n");
    }

    private void write(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
