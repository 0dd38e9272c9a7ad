package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Answer;
import io.resolutionflow.stack.simulator.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays one script to one client and tells what went over the wire. */
final class ModelCall {

    private static final Reply EVENT_STREAM =
            new Reply(
                    200,
                    Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-cache"),
                    new byte[0]);

    private final WireFormat format;
    private final Prompt prompt;
    private final Answer answer;
    private int status;
    private long bytesSent;

    ModelCall(WireFormat format, Prompt prompt, Answer answer) {
        this.format = format;
        this.prompt = prompt;
        this.answer = answer;
    }

    int status() {
        return status;
    }

    long bytesSent() {
        return bytesSent;
    }

    /**
     * @throws IOException when the client left first
     */
    void play(Script script) throws IOException, InterruptedException {
        if (script.failure() != null) {
            send(format.error(script.failure()));
            return;
        }
        if (!prompt.stream()) {
            Thread.sleep(script.beforeFirst());
            var reply = format.whole(prompt, script.generation());
            if (script.cut()) {
                cut(reply);
            } else {
                send(reply);
            }
            return;
        }
        var events = format.events(prompt, script.generation());
        if (script.cut()) {
            // a promised length, because ending a chunked body in good order would look like a
            // clean end
            var half =
                    String.join("", events.subList(0, events.size() / 2))
                            .getBytes(StandardCharsets.UTF_8)
                            .length;
            cut(
                    EVENT_STREAM.withBody(String.join("", events).getBytes(StandardCharsets.UTF_8)),
                    half);
        } else if (script.errorInTheMiddle()) {
            var some = new ArrayList<>(events.subList(0, events.size() / 2));
            some.add(format.errorEvent());
            stream(some, script);
        } else {
            stream(events, script);
        }
    }

    private void send(Reply reply) throws IOException {
        status = reply.status();
        answer.send(reply);
        bytesSent = reply.body().length;
    }

    private void cut(Reply reply) throws IOException {
        cut(reply, reply.body().length / 2);
    }

    private void cut(Reply reply, int bytes) throws IOException {
        status = reply.status();
        answer.cutAfter(reply, bytes);
        bytesSent = bytes;
    }

    private void stream(List<String> events, Script script)
            throws IOException, InterruptedException {
        status = EVENT_STREAM.status();
        var out = answer.stream(EVENT_STREAM);
        out.flush();
        Thread.sleep(script.beforeFirst());
        for (var event : events) {
            var bytes = event.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            out.flush();
            bytesSent += bytes.length;
            Thread.sleep(script.betweenChunks());
        }
        answer.end();
    }
}
