package io.resolutionflow.stack.sink;

import io.resolutionflow.stack.simulator.http.Answer;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.GZIPInputStream;

/**
 * Takes spans as OTLP exporters send them ({@code POST /v1/traces}, protobuf) and keeps their bytes
 * in files, for tests that ask what traces hold. Some hundred megabytes are kept, then the oldest
 * file goes.
 */
public final class TraceSink implements RequestHandler {

    public static final String PATH = "/v1/traces";

    private static final int FILES_KEPT = 8;
    private static final long FILE_BYTES = 32L << 20;

    private final Path directory;
    private final Deque<Path> files = new ArrayDeque<>();
    private int made;

    /**
     * @param directory made with the first span
     */
    public TraceSink(Path directory) {
        this.directory = directory;
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException {
        if (!request.method().equals("POST")) {
            answer.send(Reply.empty(405));
            return;
        }
        keep(plain(request));
        answer.send(Reply.empty(200).with("Content-Type", "application/x-protobuf"));
    }

    private static byte[] plain(Request request) throws IOException {
        if (request.header("content-encoding").filter("gzip"::equals).isEmpty()) {
            return request.body();
        }
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            return unzipped.readAllBytes();
        }
    }

    private synchronized void keep(byte[] spans) throws IOException {
        Files.write(file(), spans, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path file() throws IOException {
        var last = files.peekLast();
        if (last != null && Files.size(last) < FILE_BYTES) {
            return last;
        }
        Files.createDirectories(directory);
        var next = directory.resolve("spans-" + ++made + ".bin");
        Files.deleteIfExists(next);
        Files.createFile(next);
        files.addLast(next);
        if (files.size() > FILES_KEPT) {
            Files.deleteIfExists(files.removeFirst());
        }
        return next;
    }
}
