package io.resolutionflow.platform.testing.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Calls one running service over a real socket. */
public final class ServiceClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final JsonMapper json;

    /**
     * @param port where the service listens on 127.0.0.1
     * @param json writes bodies that are not text yet
     */
    public ServiceClient(int port, JsonMapper json) {
        this.port = port;
        this.json = json;
    }

    /** A request with this {@code Authorization}, to be completed. */
    public HttpRequest.Builder request(String bearer, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", bearer);
    }

    /**
     * Sends the request and gives up after 30 seconds; text goes out as it is, anything else as
     * JSON, null as no body at all.
     */
    public Answer call(String method, HttpRequest.Builder request, @Nullable Object body) {
        request.timeout(PATIENCE);
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()).build());
        }
        String text = body instanceof String raw ? raw : json.writeValueAsString(body);
        return send(
                request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(text))
                        .build());
    }

    public static Answer send(HttpRequest request) {
        return Answer.of(send(request, BodyHandlers.ofString()));
    }

    /** For answers that are not read as one text, such as streams. */
    public static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> reader) {
        try {
            return HTTP.send(request, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
