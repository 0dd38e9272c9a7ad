package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Answer;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.LoopbackServer;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Three wire formats on one port, and the embeddings of two, told apart by path ({@code
 * contract-ai.md} §11). The model name picks pace and fault; keys begin with {@code sim-}. GET
 * {@code /__sim/calls} is the call log, DELETE forgets it.
 */
public final class LlmSimulator implements RequestHandler, AutoCloseable {

    private static final String CALLS = "/__sim/calls";
    private static final String HEALTH = "/__sim/health";

    private final CallLog log;
    private final LoopbackServer server;

    private LlmSimulator(int port, Clock clock) throws IOException {
        this.log = new CallLog(clock);
        this.server = LoopbackServer.start(port, this::handle);
    }

    /**
     * @param port 0 takes any free one
     */
    public static LlmSimulator start(int port, Clock clock) throws IOException {
        return new LlmSimulator(port, clock);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException, InterruptedException {
        var format =
                request.method().equals("POST")
                        ? format(request.path())
                        : Optional.<WireFormat>empty();
        if (format.isPresent()) {
            call(format.get(), request, answer);
        } else {
            answer.send(own(request));
        }
    }

    private Reply own(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "GET " + HEALTH -> Reply.own(200, Map.of("status", "UP"));
            case "GET " + CALLS -> Reply.own(200, log.lines());
            case "DELETE " + CALLS -> {
                log.clear();
                yield Reply.empty(204);
            }
            default -> Reply.own(404, Map.of("detail", "There is no such call here."));
        };
    }

    private void call(WireFormat format, Request request, Answer answer)
            throws IOException, InterruptedException {
        var body = Json.WIRE.read(request.body());
        if (body.isEmpty()) {
            answer.send(format.error(new Failure(400)));
            return;
        }
        var prompt = format.prompt(request, body.get());
        var n = log.opened(format.name(), prompt, request);
        var call = new ModelCall(format, prompt, answer);
        try {
            call.play(script(format, request, prompt));
            log.closed(n, call.status(), call.bytesSent(), "server");
        } catch (IOException e) {
            log.closed(n, call.status(), call.bytesSent(), "client");
            throw e;
        }
    }

    private Script script(WireFormat format, Request request, Prompt prompt) {
        var script = Script.of(prompt, log.countConversation(format.name(), prompt));
        var simulated = format.key(request).filter(key -> key.startsWith("sim-")).isPresent();
        return simulated ? script : script.failing(new Failure(401));
    }

    private static Optional<WireFormat> format(String path) {
        if (path.equals("/v1/messages")) {
            return Optional.of(new AnthropicFormat());
        }
        if (path.equals("/v1/chat/completions")) {
            return Optional.of(new OpenAiFormat());
        }
        if (path.equals("/v1/embeddings")) {
            return Optional.of(new OpenAiEmbeddings());
        }
        var google = path.startsWith("/v1beta/models/");
        if (google
                && (path.endsWith(GoogleEmbeddings.ONE) || path.endsWith(GoogleEmbeddings.BATCH))) {
            return Optional.of(new GoogleEmbeddings());
        }
        return google && (path.endsWith(GoogleFormat.WHOLE) || path.endsWith(GoogleFormat.STREAM))
                ? Optional.of(new GoogleFormat())
                : Optional.empty();
    }
}
