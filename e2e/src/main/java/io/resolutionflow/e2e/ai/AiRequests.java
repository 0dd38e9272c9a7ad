package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The same small question: to the simulated model itself, through the peer, through ours. */
final class AiRequests {

    private static final String OPENAI =
            "{\"model\":\"%s\",\"max_completion_tokens\":2000,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"bench\"}]}";
    private static final String OURS = AiCaller.BODY.formatted("chat_message", 2_000, "bench", "");

    private final AiCaller caller;
    private final String model;

    AiRequests(Stack stack, AiCaller caller) {
        this.caller = caller;
        this.model = stack.variable("RF_TEST_LLM_SIMULATOR_URL");
    }

    HttpRequest direct(String name, boolean stream) {
        return openAi(model + "/v1/chat/completions", name, stream).build();
    }

    HttpRequest peer(int port, String name) {
        return openAi("http://127.0.0.1:" + port + "/v1/chat/completions", name, false)
                .header("x-portkey-provider", "openai")
                .header("x-portkey-custom-host", model + "/v1")
                .build();
    }

    private static HttpRequest.Builder openAi(String url, String name, boolean stream) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer sim-run")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(OPENAI.formatted(name, stream)));
    }

    HttpRequest ours(int port, UUID account, boolean stream)
            throws IOException, InterruptedException {
        return caller.completion(port, account, UUID.randomUUID().toString(), OURS)
                .header("Accept", stream ? "text/event-stream" : "application/json")
                .build();
    }

    /** Vectors of one text that nobody sent before. */
    HttpRequest embedding(int port, UUID account) throws IOException, InterruptedException {
        String body =
                "{\"texts\":[\"The printer on floor 3 prints nothing "
                        + UUID.randomUUID()
                        + "\"],\"purpose\":\"query\"}";
        return caller.post(port, account, "/internal/v1/ai/embeddings", body).build();
    }

    /** A script for wrk: every request has a key of its own, the accounts take turns. */
    Path script(Path folder, String name, List<UUID> accounts)
            throws IOException, InterruptedException {
        String list =
                accounts.stream()
                        .map(one -> '"' + one.toString() + '"')
                        .collect(Collectors.joining(","));
        String script =
                """
                local accounts = {%s}
                local n = 0
                request = function()
                  n = n + 1
                  wrk.headers["X-RF-Account-Id"] = accounts[n %% #accounts + 1]
                  wrk.headers["Idempotency-Key"] = "%s-" .. n
                  return wrk.format("POST", "/internal/v1/ai/completions", wrk.headers, [[%s]])
                end
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer %s"
                """
                        .formatted(list, UUID.randomUUID(), OURS, caller.token());
        return Files.writeString(folder.resolve(name + ".lua"), script);
    }

    /** The same for the peer. */
    Path peerScript(Path folder, String name) throws IOException {
        String script =
                """
                wrk.method = "POST"
                wrk.path = "/v1/chat/completions"
                wrk.body = [[%s]]
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer sim-run"
                wrk.headers["x-portkey-provider"] = "openai"
                wrk.headers["x-portkey-custom-host"] = "%s/v1"
                """
                        .formatted(OPENAI.formatted(name, false), model);
        return Files.writeString(folder.resolve("peer.lua"), script);
    }
}
