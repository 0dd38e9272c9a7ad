package io.resolutionflow.e2e.web;

import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One headless Chromium with one page, driven over its own protocol: what a measurement needs, with
 * nothing between it and the browser.
 */
final class DevTools implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Process chromium;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    /**
     * @param work a directory of its own, for the browser's profile
     */
    DevTools(Path work) throws Exception {
        Path profile = Files.createTempDirectory(Files.createDirectories(work), "profile");
        var command = new ArrayList<>(List.of(ChromiumProgram.path().toString()));
        command.addAll(ChromiumProgram.ARGUMENTS);
        command.addAll(
                List.of(
                        "--headless=new",
                        "--window-size=1280,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"));
        chromium =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("chromium.log").toFile())
                        .start();
        socket =
                http.newWebSocketBuilder()
                        .buildAsync(pageOf(portIn(profile)), new Answers())
                        .get(START.toSeconds(), TimeUnit.SECONDS);
        send("Page.enable", Map.of());
    }

    /** One command; fails when the browser refuses it. */
    JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        socket.sendText(Json.write(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        JsonNode message = answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IllegalStateException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    /** Value of an expression in the page; a promise is waited for. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                send(
                        "Runtime.evaluate",
                        Map.of(
                                "expression", expression,
                                "awaitPromise", true,
                                "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Goes to an address; the page is not waited for. */
    void navigate(String address) throws Exception {
        send("Page.navigate", Map.of("url", address));
    }

    /**
     * Waits until an expression is true, over changes of page.
     *
     * @return milliseconds waited
     */
    double until(String expression) throws Exception {
        long start = System.nanoTime();
        while (!isTrue(expression)) {
            if (System.nanoTime() - start > ANSWER.toNanos()) {
                throw new IllegalStateException("never true: " + expression);
            }
            Thread.sleep(2);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** A page that is just being left has no answer: that is a no. */
    private boolean isTrue(String expression) throws Exception {
        try {
            return evaluate(expression).asBoolean(false);
        } catch (IllegalStateException _) {
            return false;
        }
    }

    /**
     * A key pressed and let go, as from a keyboard. {@code text} is what it writes, if anything.
     */
    void key(String key, String code, int virtualKey, String text, int modifiers) throws Exception {
        send("Input.dispatchKeyEvent", keyEvent("keyDown", key, code, virtualKey, text, modifiers));
        send("Input.dispatchKeyEvent", keyEvent("keyUp", key, code, virtualKey, "", modifiers));
    }

    private static Map<String, Object> keyEvent(
            String type, String key, String code, int virtualKey, String text, int modifiers) {
        return Map.of(
                "type", type,
                "key", key,
                "code", code,
                "windowsVirtualKeyCode", virtualKey,
                "text", text,
                "modifiers", modifiers);
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        chromium.destroy();
        if (!chromium.waitFor(5, TimeUnit.SECONDS)) {
            chromium.destroyForcibly();
        }
        http.close();
    }

    private int portIn(Path profile) throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        long start = System.nanoTime();
        while (!Files.exists(file) || Files.readAllLines(file).isEmpty()) {
            if (!chromium.isAlive() || System.nanoTime() - start > START.toNanos()) {
                throw new IOException("Chromium did not start");
            }
            Thread.sleep(20);
        }
        return Integer.parseInt(Files.readAllLines(file).getFirst());
    }

    private URI pageOf(int port) throws IOException, InterruptedException {
        var list =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                        .build();
        for (JsonNode target : Json.read(http.send(list, BodyHandlers.ofString()).body())) {
            if (target.path("type").asString("").equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asString());
            }
        }
        throw new IOException("Chromium has no page");
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonNode read = Json.read(message.toString());
                message.setLength(0);
                var answer = waiting.remove(read.path("id").asInt(0));
                if (answer != null) {
                    answer.complete(read);
                }
            }
            from.request(1);
            return null;
        }
    }
}
